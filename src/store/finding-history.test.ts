import { expect, test } from 'vitest'
import { exampleFinding } from '../../test/fixtures/example-finding.ts'
import { valueOf } from '../../test/fixtures/example-store.ts'
import { Database } from './database.ts'
import { FindingTable } from './findings.ts'

test('the history of findings is append-only: the database itself refuses anything else', () => {
  const database = valueOf(Database.open(':memory:'))
  const findings = new FindingTable(database)
  valueOf(database.transaction(() => findings.put(exampleFinding(), { at: 7, by: 'bucketwatch' })))
  for (const statement of [
    `UPDATE finding_history SET reason = 'another'`,
    'DELETE FROM finding_history',
    'DELETE FROM finding',
  ]) {
    expect(() => database.transaction(() => database.prepare(statement).run())).toThrow()
  }
  expect(findings.history(exampleFinding().id)).toEqual([{ at: 7, by: 'bucketwatch', action: 'found', reason: null }])
  database.close()
})
