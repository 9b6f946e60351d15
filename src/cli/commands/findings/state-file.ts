import type { Result } from '#primitives'
import type { Store } from '#store'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'

export interface StateFileOptions extends ConfigOptions, StateOptions {}

/**
 * Runs a command over the state file that it names, which must be there, and closes it again.
 *
 * @param instead what the command takes in place of a state file.
 */
export async function withState<T>(
  options: StateFileOptions,
  run: (store: Store) => T | Promise<T>,
  instead = '',
): Promise<T> {
  const store = openStore(stateFileOf(options, await loadConfiguration(options)), 'existing', instead)
  try {
    return await run(store)
  } finally {
    store.close()
  }
}

/** What a look at the state file gave; trouble with the file ends the command. */
export function gained<T>(result: Result<T>): T {
  if (!result.ok) throw stateFailure(result.issues)
  return result.value
}
