import { type Command, CommanderError } from 'commander'
import { CommandError, exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'

/** Does what the words ask for, writes to this process's streams, and gives the exit code. Only bugs throw. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.done
  const program = createProgram(code => {
    exitCode = code
  })
  throwInsteadOfExiting(program)
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    return explainFailure(error)
  }
  return exitCode
}

function throwInsteadOfExiting(command: Command): void {
  command.exitOverride()
  for (const child of command.commands) throwInsteadOfExiting(child)
}

function explainFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof CommandError) {
    process.stderr.write(`bucketwatch: ${error.message}\n`)
    return error.exitCode
  }
  throw error // a bug: show where it comes from
}
