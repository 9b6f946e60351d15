import { type LearntBaseline, showBaseline } from '#pipeline'
import { jsonText } from '#primitives'
import { exitCodes } from '../../exit-codes.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'
import { tableWidth, writeOut } from '../../terminal.ts'
import { findName } from './find-name.ts'
import { renderLearnt } from './render-learnt.ts'

export interface ShowBaselineOptions extends ConfigOptions, StateOptions {
  readonly rules?: readonly string[]
  readonly format?: 'table' | 'json'
  readonly all?: boolean
}

/** What was learnt of a name, as it is in baselines or as reports have it. */
export async function runShowBaseline(given: string, options: ShowBaselineOptions): Promise<number> {
  const configuration = await loadConfiguration(options, { rules: options.rules })
  const { detections } = await loadDetections(configuration)
  const store = openStore(stateFileOf(options, configuration), 'existing')
  try {
    const name = findName(store, detections, given)
    const learnt = showBaseline(store, detections, name)
    if (!learnt.ok) throw stateFailure(learnt.issues)
    const text =
      options.format === 'json'
        ? `${jsonText(asJson(name, learnt.value), 2)}\n`
        : renderLearnt(learnt.value, { all: options.all ?? false, width: tableWidth(process.stdout) })
    await writeOut(process.stdout, text)
    return exitCodes.done
  } finally {
    store.close()
  }
}

function asJson(name: string, baselines: readonly LearntBaseline[]): unknown {
  const iso = (time: number): string => new Date(time).toISOString()
  return {
    schema: 'bucketwatch.learnt/1',
    name,
    detections: baselines.map(({ slug, title, scopes }) => ({
      slug,
      title,
      scopes: scopes.map(scope =>
        scope.kind === 'spike'
          ? { ...scope, last: iso(scope.last) }
          : {
              ...scope,
              since: iso(scope.since),
              keys: scope.keys.map(key => ({ ...key, first: iso(key.first), last: iso(key.last) })),
            },
      ),
    })),
  }
}
