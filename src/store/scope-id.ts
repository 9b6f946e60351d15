import type { Database } from './database.ts'

/** The number of a scope, which is made where it does not exist. Within a transaction. */
export function scopeId(database: Database, detection: number, name: string): number {
  const known = database.prepare('SELECT id FROM scope WHERE detection = ? AND name = ?').get(detection, name)
  if (known !== undefined) return Number(known.id)
  const insert = database.prepare('INSERT INTO scope (detection, name) VALUES (?, ?)')
  return Number(insert.run(detection, name).lastInsertRowid)
}
