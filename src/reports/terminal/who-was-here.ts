import { type ActivitySummary, networksPerPrincipal, type PrincipalSummary } from '#activity'
import { escapeTerminal } from '#primitives'
import { formatCount, formatMinute, nameActor } from '../wording.ts'
import { alignWithin, type Column } from './columns.ts'
import type { Ink } from './ink.ts'

const columns: readonly Column[] = [
  { title: 'actor', align: 'left', max: 64, yields: true, above: true },
  { title: 'reads', align: 'right' },
  { title: 'writes', align: 'right' },
  { title: 'denied', align: 'right' },
  { title: 'first seen', align: 'left' },
  { title: 'last seen', align: 'left' },
  { title: 'networks', align: 'left', max: 60 },
]

/**
 * Every actor with what it did to S3, when, and from where. New ones, and new networks, are marked with `+`. Where the
 * screen is too narrow for all columns, the networks stand below.
 */
export function renderWhoWasHere(
  activity: ActivitySummary,
  limit: number,
  home: string | null,
  ink: Ink,
  width: number,
): string[] {
  // New actors first: they are what a responder looks for among a hundred deployers.
  const sorted = [...activity.principals].sort((a, b) => Number(hasNews(b)) - Number(hasNews(a)))
  const shown = sorted.slice(0, limit)
  const [title = [], ...rows] = alignWithin(
    columns,
    shown.map(one => rowOf(one, home)),
    width,
  )
  const lines = title.map(line => ink('dim', line))
  rows.forEach((row, at) => {
    const one = shown[at]
    lines.push(...row.map(line => (one && hasNews(one) ? ink('yellow', line) : line)))
  })
  const hidden = sorted.length - shown.length
  if (hidden > 0) lines.push(ink('dim', `and ${formatCount(hidden)} more (-v shows all; -f json has everything)`))
  if (shown.some(hasNews))
    lines.push(ink('dim', '+ new: not in the baseline, or first seen after the first 7 days of these logs'))
  return lines
}

const hasNews = (one: PrincipalSummary): boolean => one.isNew || one.networks.some(network => network.isNew)

function rowOf(one: PrincipalSummary, home: string | null): string[] {
  const networks = [...one.networks].sort((a, b) => Number(b.isNew) - Number(a.isNew))
  const names = networks.slice(0, 2).map(network => `${network.isNew ? '+' : ''}${network.name}`)
  // No more than these are kept.
  const isFull = networks.length >= networksPerPrincipal
  if (networks.length > 2) names.push(`${isFull ? 'at least ' : ''}${networks.length - 2} more`)
  return [
    `${one.isNew ? '+' : ''}${nameActor(one.principal, one.kind, home)}`,
    formatCount(one.read),
    formatCount(one.write),
    formatCount(one.denied),
    formatMinute(one.first),
    formatMinute(one.last),
    names.join(', '),
  ].map(escapeTerminal)
}
