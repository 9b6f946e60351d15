import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readTrail } from '../../../test/fixtures/trail.ts'

const data = '/work/shared/data'
const present = (() => {
  try {
    return readFileSync(`${data}/index.csv`, 'utf8')
  } catch {
    return ''
  }
})()

describe.skipIf(present === '')('published CloudTrail logs', () => {
  const rows = present
    .split('\n')
    .filter(row => row.startsWith('cloudtrail/'))
    .map(row => {
      const [file = '', events = ''] = /^([^,]+),.*?,(\d+),\d+,(?:json|ndjson|invalid-json),/.exec(row)?.slice(1) ?? []
      return [file, Number(events)] as const
    })

  test('are listed', () => {
    expect(rows.length).toBeGreaterThan(100)
  })

  test.each(rows)('%s has its %i events, or a reason', async (file, count) => {
    const { account, ids } = await readTrail(readFileSync(`${data}/${file}`), { cut: 10_007 })
    expect(ids).toHaveLength(count)
    if (count === 0) expect(account.skipped ?? account.issues[0]).toBeDefined()
  })
})
