import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReadTask } from './log-reader.ts'
import { shareTasks, sizeOf } from './share-tasks.ts'

describe('sharing files among workers', () => {
  test('gives every file to exactly one batch, the largest first, none too large', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000_000), { maxLength: 300 }), sizes => {
        const tasks: ReadTask[] = sizes.map((size, at) => ({
          file: { name: `f${at}`, path: `f${at}`, size },
          learnOnly: false,
        }))
        const batches = shareTasks(tasks)
        expect(
          batches
            .flat()
            .map(task => task.file.name)
            .sort(),
        ).toEqual(tasks.map(task => task.file.name).sort())
        const order = batches.flat().map(sizeOf)
        expect(order).toEqual([...order].sort((a, b) => b - a))
        for (const batch of batches) {
          const bytes = batch.reduce((sum, task) => sum + sizeOf(task), 0)
          expect(batch.length === 1 || (bytes <= 2 * 1024 * 1024 && batch.length <= 128)).toBe(true)
        }
      }),
    )
  })
})
