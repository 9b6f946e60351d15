import { exitCodes } from './exit-codes.ts'
import { askToStop } from './graceful-stop.ts'
import { runCommandLine } from './run-command-line.ts'

process.on('SIGINT', () => interrupt('SIGINT'))
process.on('SIGTERM', () => interrupt('SIGTERM'))

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(exitCodes.done)
  })
}

process.exitCode = await runCommandLine(process.argv.slice(2))

/** Unless a command wants to end by itself, there is nothing half-done to leave behind: findings are written in the end. */
function interrupt(signal: string): void {
  if (askToStop()) return
  process.stderr.write(`\nbucketwatch: interrupted (${signal})\n`)
  process.exit(exitCodes.interrupted)
}
