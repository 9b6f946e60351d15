import { type Command, CommanderError } from 'commander'
import { CommandError, exitCodes } from './exit-codes.ts'
import { askToStop } from './graceful-stop.ts'
import { createProgram } from './program.ts'

process.on('SIGINT', () => interrupt('SIGINT'))
process.on('SIGTERM', () => interrupt('SIGTERM'))

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(exitCodes.done)
  })
}

let exitCode: number = exitCodes.done
const program = createProgram(code => {
  exitCode = code
})
throwInsteadOfExiting(program)

try {
  await program.parseAsync()
} catch (error) {
  exitCode = explainFailure(error)
}
process.exitCode = exitCode

/** Unless a command wants to end by itself, there is nothing half-done to leave behind: findings are written in the end. */
function interrupt(signal: string): void {
  if (askToStop()) return
  process.stderr.write(`\nbucketwatch: interrupted (${signal})\n`)
  process.exit(exitCodes.interrupted)
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
