import { forgetBaseline } from '#pipeline'
import { escapeTerminal } from '#primitives'
import { formatCount } from '#reports'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'
import { writeOut } from '../../terminal.ts'
import { findName } from './find-name.ts'

export interface ForgetOptions extends ConfigOptions, StateOptions {
  readonly rules?: readonly string[]
}

export async function runForget(given: string, options: ForgetOptions): Promise<number> {
  const configuration = await loadConfiguration(options, { rules: options.rules })
  const { detections } = await loadDetections(configuration)
  const store = openStore(stateFileOf(options, configuration), 'existing')
  try {
    const name = findName(store, detections, given)
    const forgotten = forgetBaseline(store, detections, name)
    if (!forgotten.ok) throw stateFailure(forgotten.issues)
    if (forgotten.value.size === 0)
      throw new CommandError(`nothing was learnt of ${escapeTerminal(name)}, so nothing was forgotten`, exitCodes.input)
    const lines = [...forgotten.value].map(([slug, count]) => `forgot ${formatCount(count)} of ${slug}\n`)
    await writeOut(process.stdout, lines.join(''))
    return exitCodes.done
  } finally {
    store.close()
  }
}
