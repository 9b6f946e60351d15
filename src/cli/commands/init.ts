import { writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { configFileName, starterConfig } from '#config'
import { packageRoot } from '#content'
import { escapeTerminal } from '#primitives'
import { writeFailure } from '../output-file.ts'
import { called, quoteForShell, writeOut } from '../terminal.ts'

/** Writes a configuration in which everything is explained and nothing is set. Writes over nothing. */
export async function initConfiguration(file = configFileName): Promise<number> {
  const schema = relative(dirname(resolve(file)), join(packageRoot(), 'docs', 'reference', 'config.schema.json'))
  try {
    await writeFile(file, starterConfig(schema), { flag: 'wx' })
  } catch (error) {
    throw writeFailure(file, error)
  }
  const found = resolve(file) === resolve(configFileName)
  await writeOut(process.stdout, `${escapeTerminal(file)}\n`)
  await writeOut(
    process.stderr,
    `Nothing in it is set yet. When you have changed it: ${called()} config check${found ? '' : ` --config ${quoteForShell(file)}`}\n`,
  )
  return 0
}
