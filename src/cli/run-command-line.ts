import { type Command, CommanderError } from 'commander'
import { createProgram } from './command-line/program.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

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
    return explainFailure(error, words)
  }
  return exitCode
}

function throwInsteadOfExiting(command: Command): void {
  command.exitOverride()
  for (const child of command.commands) throwInsteadOfExiting(child)
}

const takesAllBehind = (word: string): boolean => word === '--rules' || word === '--baseline'

function explainFailure(error: unknown, words: readonly string[]): number {
  if (error instanceof CommanderError) {
    if (error.code === 'commander.missingArgument' && words.some(takesAllBehind)) {
      process.stderr.write('(--rules and --baseline take all words behind them: put the logs first)\n')
    }
    if (error.code === 'commander.unknownCommand' && words[0] === 'config' && words[1] === 'init') {
      process.stderr.write('(a bucketwatch.yaml is written by: bucketwatch init)\n')
    }
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  }
  if (error instanceof CommandError) {
    process.stderr.write(`bucketwatch: ${error.message}\n`)
    return error.exitCode
  }
  throw error // a bug: show where it comes from
}
