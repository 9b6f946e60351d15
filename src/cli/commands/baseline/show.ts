import { type LearntBaseline, showBaseline } from '#pipeline'
import { escapeTerminal, formatDuration } from '#primitives'
import { alignColumns, formatAmount, formatCount } from '#reports'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { openStore, type StateOptions, stateFailure, stateFileOf } from '../../open-store.ts'
import { writeOut } from '../../terminal.ts'

export interface ShowBaselineOptions extends ConfigOptions, StateOptions {
  readonly rules?: readonly string[]
  readonly format?: 'table' | 'json'
  readonly all?: boolean
}

/** Keys of a scope that are shown unless all are asked for. */
const shownKeys = 20

export async function runShowBaseline(name: string, options: ShowBaselineOptions): Promise<number> {
  const configuration = await loadConfiguration(options, { rules: options.rules })
  const { detections } = await loadDetections(configuration)
  const store = openStore(stateFileOf(options, configuration), 'existing')
  const learnt = showBaseline(store, detections, name)
  store.close()
  if (!learnt.ok) throw stateFailure(learnt.issues)
  if (options.format === 'json')
    await writeOut(process.stdout, `${JSON.stringify(asJson(name, learnt.value), null, 2)}\n`)
  else if (learnt.value.length > 0) await writeOut(process.stdout, render(learnt.value, options.all ?? false))
  if (learnt.value.length === 0)
    throw new CommandError(
      `nothing was learnt of ${escapeTerminal(name)}; a bucket is named by its name, an actor by its whole ARN, a network by its address or prefix`,
      exitCodes.input,
    )
  return exitCodes.done
}

function render(baselines: readonly LearntBaseline[], all: boolean): string {
  return baselines
    .map(({ slug, title, scopes }) => {
      const parts = scopes.map(scope =>
        scope.kind === 'first-seen' ? renderPresences(scope, all) : renderCounts(scope),
      )
      return `${escapeTerminal(title)} (${slug})\n${parts.join('\n')}\n`
    })
    .join('\n')
}

type Presences = Extract<LearntBaseline['scopes'][number], { kind: 'first-seen' }>
type Counts = Extract<LearntBaseline['scopes'][number], { kind: 'spike' }>

function renderPresences({ scope, since, days, hasLearnt, keys }: Presences, all: boolean): string {
  const state = hasLearnt ? 'has learnt' : 'still learning'
  const shown = all ? keys : keys.slice(0, shownKeys)
  const rows = shown.map(key => [
    ...key.values.map(({ value }) => value ?? '-'),
    dayOf(key.first),
    dayOf(key.last),
    key.outcome,
    key.intervals > 1 ? `came back ${key.intervals - 1} times` : '',
  ])
  const titles = [...(keys[0]?.values.map(({ field }) => field) ?? []), 'first', 'last', 'outcome', '']
  const lines = alignColumns(
    titles.map(title => ({ title, align: 'left' as const })),
    rows.map(row => row.map(escapeTerminal)),
  )
  const rest = keys.length - shown.length
  return [
    `  ${escapeTerminal(scope.value ?? '')}: since ${dayOf(since)}, active on ${formatAmount(days, 'day')} or more, ${state}`,
    ...lines.map(line => `    ${line}`),
    ...(rest > 0 ? [`    and ${formatCount(rest)} more (--all)`] : []),
  ].join('\n')
}

function renderCounts(scope: Counts): string {
  const { by, outcome, periods, every, mean, deviation, highest, last, hasLearnt } = scope
  const who = by.map(({ value }) => value ?? '-').join(', ')
  const state = hasLearnt ? 'has learnt' : 'still learning'
  return `  ${escapeTerminal(who)} (${escapeTerminal(outcome)}): active in ${formatCount(periods)} periods of ${formatDuration(every)}, ${mean.toFixed(1)} ± ${deviation.toFixed(1)}, at most ${formatCount(highest)}, last ${new Date(last).toISOString().slice(0, 16)}Z, ${state}`
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

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
