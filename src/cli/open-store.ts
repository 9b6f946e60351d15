import type { Configuration } from '#config'
import { formatIssue, type Issue } from '#primitives'
import { defaultStateFile, Store } from '#store'
import { CommandError, exitCodes } from './exit-codes.ts'

export interface StateOptions {
  readonly state?: string
}

/** `--state`, else what environment or file tell, else the place for such files. */
export const stateFileOf = (options: StateOptions, configuration: Pick<Configuration, 'state'>): string =>
  options.state ?? configuration.state ?? defaultStateFile()

/**
 * The state file of a command; one that cannot be used ends the command.
 *
 * @param instead what the command takes in place of one that is not there.
 */
export function openStore(file: string, mode: 'make' | 'existing', instead = ''): Store {
  const opened = mode === 'make' ? Store.open(file) : Store.openExisting(file)
  if (!opened.ok && opened.issues[0].code === 'state-missing' && instead !== '')
    throw new CommandError(`${opened.issues.map(formatIssue).join('\n')} ${instead}`, exitCodes.state)
  if (!opened.ok) throw stateFailure(opened.issues)
  return opened.value
}

/** Trouble with the file itself, not with what is kept in it. */
export const isStateIssue = ({ code }: Issue): boolean => code.startsWith('state-')

export const stateFailure = (issues: readonly Issue[]): CommandError =>
  new CommandError(issues.map(formatIssue).join('\n'), exitCodes.state)
