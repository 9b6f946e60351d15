import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { escapeTerminal, systemReason } from '#primitives'
import { CommandError } from './exit-codes.ts'

/** Ends the command, before it has worked for nothing, where `-o` names a place that no file can be written to. */
export function checkOutputFile(file: string): void {
  if (isFolder(file)) {
    const inside = escapeTerminal(join(file, 'report.json'))
    throw new CommandError(`-o ${escapeTerminal(file)} is a folder; name a file in it, such as ${inside}`)
  }
  const folder = dirname(file)
  if (!existsSync(folder)) throw new CommandError(`cannot write ${escapeTerminal(file)}: ${noFolder(folder)}`)
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false // what is in the way of it is told when it is written
  }
}

/** The end of a command that could not write a file. */
export function writeFailure(file: string, error: unknown): CommandError {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  const reason = isMissing ? noFolder(dirname(file)) : systemReason(error)
  return new CommandError(`cannot write ${escapeTerminal(file)}: ${reason}`)
}

const noFolder = (folder: string): string => `there is no folder ${escapeTerminal(folder)}; make it first`
