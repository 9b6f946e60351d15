import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RecordSplitter } from './record-splitter.ts'

it('cuts the same records that JSON.parse sees, wherever the pieces end', () => {
  fc.assert(
    fc.property(fc.array(fc.dictionary(fc.string(), fc.json())), fc.integer({ min: 1, max: 64 }), (records, size) => {
      const bytes = Buffer.from(JSON.stringify({ Records: records }))
      const splitter = new RecordSplitter()
      const texts: string[] = []
      for (let at = 0; at < bytes.length; at += size) texts.push(...splitter.split(bytes.subarray(at, at + size)))
      expect(texts).toEqual(records.map(record => JSON.stringify(record)))
    }),
  )
})
