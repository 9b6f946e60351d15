import type { Configuration } from '#config'
import { formatIssue } from '#primitives'
import { defaultStateFile, Store } from '#store'
import { CommandError, exitCodes } from './exit-codes.ts'

export interface StateOptions {
  readonly state?: string
}

/** `--state`, else what environment or file tell, else the place for such files. */
export const stateFileOf = (options: StateOptions, configuration: Pick<Configuration, 'state'>): string =>
  options.state ?? configuration.state ?? defaultStateFile()

/** The state file of a command; one that cannot be used ends the command. */
export function openStore(file: string, mode: 'make' | 'existing'): Store {
  const opened = mode === 'make' ? Store.open(file) : Store.openExisting(file)
  if (!opened.ok) throw stateFailure(opened.issues)
  return opened.value
}

export const stateFailure = (issues: readonly Parameters<typeof formatIssue>[0][]): CommandError =>
  new CommandError(issues.map(formatIssue).join('\n'), exitCodes.state)
