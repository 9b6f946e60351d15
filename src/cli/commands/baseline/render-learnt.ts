import type { LearntBaseline } from '#pipeline'
import { escapeTerminal, formatDuration } from '#primitives'
import { alignColumns, type Column, formatAmount, formatCount, hang, shortenArns } from '#reports'

export interface LearntOptions {
  /** Every key, not the most recent only. */
  readonly all: boolean
  /** Columns of the screen; a pipe takes any, and whole names. */
  readonly width: number
}

/** Keys of a scope that are shown unless all are asked for. */
const shownKeys = 20

/** What was learnt, one detection after the other. */
export function renderLearnt(baselines: readonly LearntBaseline[], options: LearntOptions): string {
  const home = options.width === Number.POSITIVE_INFINITY ? undefined : homeOf(baselines)
  const name = (text: string | null): string =>
    escapeTerminal(home === undefined || text === null ? (text ?? '-') : shortenArns(text, home))
  return baselines
    .map(({ slug, title, scopes }) => {
      const lines = scopes.flatMap(scope =>
        scope.kind === 'first-seen' ? presences(scope, name, options) : counts(scope, name, options),
      )
      return `${[...hang('', escapeTerminal(`${title} (${slug})`), options.width, 2), ...lines].join('\n')}\n`
    })
    .join('\n')
}

type NameOf = (text: string | null) => string
type Presences = Extract<LearntBaseline['scopes'][number], { kind: 'first-seen' }>
type Counts = Extract<LearntBaseline['scopes'][number], { kind: 'spike' }>

function presences(learnt: Presences, name: NameOf, options: LearntOptions): string[] {
  const { scope, keys } = learnt
  const shown = options.all ? keys : keys.slice(0, shownKeys)
  const columns: Column[] = [
    ...(keys[0]?.values ?? []).map(({ field }): Column => ({ title: field, align: 'left', yields: true })),
    ...['first', 'last', 'outcome', ''].map((title): Column => ({ title, align: 'left' })),
  ]
  const rows = shown.map(key => [
    ...key.values.map(({ value }) => name(value)),
    dayOf(key.first),
    dayOf(key.last),
    escapeTerminal(key.outcome),
    key.intervals > 1 ? `came back ${key.intervals - 1} times` : '',
  ])
  const rest = keys.length - shown.length
  return [
    ...hang('  ', `${name(scope.value)}: ${stateOf(learnt)}`, options.width, 4),
    ...alignColumns(columns, rows, options.width - 4).map(line => `    ${line}`),
    ...(rest > 0 ? [`    and ${formatCount(rest)} more (--all)`] : []),
  ]
}

const stateOf = ({ since, days, hasLearnt, isCrowded }: Presences): string =>
  isCrowded
    ? 'sees so many that a new one says nothing, and is not judged'
    : `since ${dayOf(since)}, active on ${formatAmount(days, 'day')} or more, ${learning(hasLearnt)}`

function counts(scope: Counts, name: NameOf, { width }: LearntOptions): string[] {
  const { by, outcome, periods, every, mean, deviation, highest, last, hasLearnt } = scope
  const who = by.map(({ value }) => name(value)).join(', ')
  const facts = [
    `active in ${formatCount(periods)} periods of ${formatDuration(every)}`,
    `${mean.toFixed(1)} ± ${deviation.toFixed(1)}`,
    `at most ${formatCount(highest)}`,
    `last ${new Date(last).toISOString().slice(0, 16)}Z`,
    learning(hasLearnt),
  ]
  return hang('  ', `${who} (${escapeTerminal(outcome)}): ${facts.join(', ')}`, width, 4)
}

const learning = (hasLearnt: boolean): string => (hasLearnt ? 'has learnt' : 'still learning')

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

/** The account of most names, which need not be repeated; null where they name none. */
function homeOf(baselines: readonly LearntBaseline[]): string | null {
  const tally = new Map<string, number>()
  for (const [, account = ''] of JSON.stringify(baselines).matchAll(/arn:aws[a-z-]*:(?:iam|sts)::(\d+):/g))
    tally.set(account, (tally.get(account) ?? 0) + 1)
  return [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null
}
