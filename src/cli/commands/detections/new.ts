import { basename, dirname, isAbsolute, join } from 'node:path'
import { newDetection } from '#content'
import { escapeTerminal, formatIssue } from '#primitives'
import { CommandError } from '../../exit-codes.ts'
import { called, quoteForShell, writeOut } from '../../terminal.ts'

export interface NewOptions {
  readonly in?: string
  readonly title?: string
  readonly event?: string
}

/** Writes a detection folder that passes its own cases, to start from. The name may be a path that ends in it. */
export async function createDetection(name: string, options: NewOptions): Promise<number> {
  if (isAbsolute(name) && options.in !== undefined)
    throw new CommandError(`${escapeTerminal(name)} says already where the folder goes: leave --in out`)
  const folder = await newDetection(basename(name), {
    parent: join(options.in ?? '', dirname(name)),
    ...(options.title !== undefined && { title: options.title }),
    ...(options.event !== undefined && { eventName: options.event }),
  })
  if (!folder.ok) throw new CommandError(folder.issues.map(issue => escapeTerminal(formatIssue(issue))).join('\n'))
  const place = quoteForShell(folder.value)
  await writeOut(process.stdout, `${folder.value}\n`)
  await writeOut(
    process.stderr,
    `Change detection.yml, then: ${called()} detections test ${place}\nUse it with: ${called()} scan <logs> --rules ${place}\n`,
  )
  return 0
}
