import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * `duckdb.ts <query file> <glob> <threads> <object bytes>`: runs the statements of a file, one after the other, and
 * prints how many rows each detection found. A JSON object in the files has at most so many bytes.
 */
const [query = '', glob = '', threads = '', objectBytes = ''] = process.argv.slice(2)

const { DuckDBInstance } = await import('@duckdb/node-api')
const instance = await DuckDBInstance.create(':memory:', { threads, memory_limit: '8GB' })
const connection = await instance.connect()
const statements = readFileSync(join(import.meta.dirname, '../duckdb', query), 'utf8')
  .replaceAll(/^--.*\n/gm, '')
  .replaceAll('{files}', glob.replaceAll("'", "''"))
  .replaceAll('{objectBytes}', objectBytes)
  .split(';')
  .filter(statement => statement.trim() !== '')

let found: Record<string, number> = {}
for (const statement of statements) {
  const result = await connection.runAndReadAll(statement)
  found = Object.fromEntries(result.getRows().map(([name, count]) => [String(name), Number(count)]))
}
process.stdout.write(JSON.stringify(found))
