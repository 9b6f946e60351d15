import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { configFileName, starterConfig } from '#config'
import { packageRoot } from '#content'
import { escapeTerminal } from '#primitives'
import { CommandError } from '../exit-codes.ts'
import { called, writeOut } from '../terminal.ts'

/** Writes a configuration in which everything is explained and nothing is set. Writes over nothing. */
export async function initConfiguration(file = configFileName): Promise<number> {
  const schema = relative(dirname(resolve(file)), join(packageRoot(), 'docs', 'reference', 'config.schema.json'))
  try {
    await writeFile(file, starterConfig(schema), { flag: 'wx' })
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    const reason = isThere ? 'there is such a file already' : String(error instanceof Error ? error.message : error)
    throw new CommandError(`${escapeTerminal(file)} is not written: ${reason}`)
  }
  const found = resolve(file) === resolve(configFileName)
  await writeOut(process.stdout, `${escapeTerminal(file)}\n`)
  await writeOut(
    process.stderr,
    `Nothing in it is set yet. When you have changed it: ${called()} config check${found ? '' : ` --config ${escapeTerminal(file)}`}\n`,
  )
  return 0
}
