import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTrail } from '../../../test/fixtures/trail.ts'
import { haveRealLogs, realLogs } from '../../../test/scenarios/real-logs.ts'

describe.skipIf(!haveRealLogs)('published CloudTrail logs (needs ../shared/data)', () => {
  const rows = (haveRealLogs ? readFileSync(join(realLogs, 'index.csv'), 'utf8') : '')
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
    const { account, ids } = await readTrail(readFileSync(`${realLogs}/${file}`), { cut: 10_007 })
    expect(ids).toHaveLength(count)
    if (count === 0) expect(account.skipped ?? account.issues[0]).toBeDefined()
  })
})
