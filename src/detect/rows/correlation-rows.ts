import { addRow, rowsOf, trackOf } from '#baselines'
import { digest53 } from '#primitives'
import type { CompiledCorrelation } from '../correlation/compiled-correlation.ts'
import {
  type CorrelationDetectionState,
  type EventRow,
  emptyCorrelationDetection,
  eventRow,
  nodeState,
  pruneCorrelationDetection,
  type RowShare,
  rowBounds,
  rowOf,
} from '../correlation/correlation-detection-state.ts'
import type { Kind } from '../correlation/kinds.ts'
import { mayBeFound, type Stretch } from '../correlation/may-be-found.ts'
import { decodeKey, encodeKey } from '../field-texts.ts'
import type { ScopeOfGroup } from './correlation-scope.ts'
import type { RowReader } from './row-reader.ts'
import { flagsRow, isFlagsRow, type RowOutline, type StateRow } from './state-row.ts'

interface Flags {
  readonly untimed: boolean
  readonly kinds: boolean
  /** Correlations with more groups than are kept, by number. */
  readonly nodes: readonly number[]
}

interface Piece {
  readonly rows: readonly EventRow[]
  readonly overflow: boolean
}

/** Pieces of this length are written again when an event falls into them. */
export const pieceLength = 3_600_000

/**
 * A row for each hour of a rule in a group, and one for each kind of event. Brings the state within its bounds, which puts its rows in order.
 */
export function* correlationRows(state: CorrelationDetectionState, scopeOf: ScopeOfGroup): Generator<StateRow> {
  pruneCorrelationDetection(state)
  for (const [node, { groups }] of state.nodes) {
    for (const [group, { tracks }] of groups) {
      for (const [rule, track] of tracks) {
        for (const [hour, own] of byHour(Array.from(rowsOf(track), eventRow))) {
          yield {
            scope: scopeOf(node, group),
            entry: encodeKey([String(node), String(rule), String(hour), group]),
            value: { rows: withoutSamples(own), overflow: track.overflow } satisfies Piece,
            brief: briefOf(own, track.overflow),
            last: (hour + 1) * pieceLength,
            open: false,
          }
        }
      }
    }
  }
  for (const [who, variants] of state.kinds.whos) {
    for (const [variant, kind] of variants) {
      yield { scope: scopeOfWho(who), entry: variant, value: kind, last: kind.sample?.time, open: false }
    }
  }
  const crowded = [...state.nodes].filter(([, { overflow }]) => overflow).map(([node]) => node)
  if (state.untimed || state.kinds.overflow || crowded.length > 0)
    yield flagsRow({ untimed: state.untimed, kinds: state.kinds.overflow, nodes: crowded } satisfies Flags)
}

export const kindScopePrefix = 'kind '

export const scopeOfWho = (who: string): string => kindScopePrefix + who

/** A row that says what the events of a kind have in common. */
export const isKindRow = ({ scope }: Pick<StateRow, 'scope'>): boolean => isKindScope(scope)

/** How many events there are, whether more had to be dropped, the sum of their values if it is known for sure, and digests of their kinds. */
type Brief = readonly [rows: number, overflow: 0 | 1, sum: number | null, ...kinds: number[]]

function briefOf(rows: readonly EventRow[], overflow: boolean): Brief {
  const values = rows.map(({ value }) => value)
  const sum = values.reduce((total, value) => total + value, 0)
  const isSure = values.every(value => Number.isSafeInteger(value) && value >= 0) && Number.isSafeInteger(sum)
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  return [rows.length, overflow ? 1 : 0, isSure ? sum : null, ...kinds.map(digestOf)]
}

const digestOf = ({ who, variant }: Pick<Kind, 'who' | 'variant'>): number => digest53(encodeKey([who, variant]))

/** Of all rows of a detection, those of kinds that no event is of any more. */
export function unusedKinds(outlines: Iterable<RowOutline>, read: RowReader): RowOutline[] {
  const kinds: RowOutline[] = []
  const used = new Set<number>()
  for (const outline of outlines) {
    if (isKindRow(outline)) kinds.push(outline)
    else if (!isFlagsRow(outline)) for (const kind of kindsIn(outline, read)) used.add(kind)
  }
  return kinds.filter(
    ({ scope, entry }) => !used.has(digestOf({ who: scope.slice(kindScopePrefix.length), variant: entry })),
  )
}

/** An earlier release wrote no briefs. */
function kindsIn({ scope, entry, brief }: RowOutline, read: RowReader): readonly number[] {
  if (brief !== undefined) return (brief as Brief).slice(3) as number[]
  return (read.row(scope, entry)?.value as Piece | undefined)?.rows.map(({ kind }) => digestOf(kind)) ?? []
}

/** Whether briefs alone tell that nothing is found among some pieces. */
export function isNever(correlation: CompiledCorrelation, outlines: readonly RowOutline[]): boolean {
  const stretches: Stretch[] = []
  for (const outline of outlines) {
    if (isFlagsRow(outline)) continue
    if (outline.brief === undefined) return false
    const [rows, overflow, sum] = outline.brief as Brief
    if (overflow === 1) return false
    const [node, member, hour] = decodeKey(outline.entry)
    stretches.push({
      node: Number(node),
      member: Number(member),
      number: Number(hour),
      rows,
      sum: sum ?? Number.POSITIVE_INFINITY,
    })
  }
  return !mayBeFound(correlation, stretches, pieceLength)
}

export const isKindScope = (scope: string): boolean => scope.startsWith(kindScopePrefix)

/** How many events a piece holds. */
export const eventsIn = ({ value }: StateRow): number => (value as Piece).rows.length

/** Whose kinds have to be read together with a piece. */
export const whosOf = (value: unknown): string[] => [...new Set((value as Piece).rows.map(({ kind }) => kind.who))]

export function correlationState(rows: Iterable<StateRow>): CorrelationDetectionState {
  const state = emptyCorrelationDetection()
  for (const row of rows) {
    if (isFlagsRow(row)) addFlags(state, row.value as Flags)
    else if (isKindScope(row.scope)) addKind(state, row.value as Kind)
    else addPiece(state, row)
  }
  return state
}

function addFlags(state: CorrelationDetectionState, { untimed, kinds, nodes }: Flags): void {
  state.untimed ||= untimed
  state.kinds.overflow ||= kinds
  for (const node of nodes) nodeState(state, node).overflow = true
}

function addKind({ kinds }: CorrelationDetectionState, kind: Kind): void {
  const variants = kinds.whos.get(kind.who) ?? new Map<string, Kind>()
  kinds.whos.set(kind.who, variants)
  variants.set(kind.variant, kind)
}

function addPiece(state: CorrelationDetectionState, row: StateRow): void {
  const [node, rule, , group] = decodeKey(row.entry)
  const piece = row.value as Piece
  const track = trackOf(nodeState(state, Number(node)), group ?? '', Number(rule), unbounded)
  const share = sharing()
  for (const one of piece.rows) addRow(track, rowOf(one, share(one)))
  if (piece.overflow) track.overflow = true
}

/** What is kept is within its bounds, and is brought there again when all of it has been read. */
const unbounded = { ...rowBounds, maxGroups: Number.POSITIVE_INFINITY }

/** Rows of one piece come with one object for what they share, or with one each, as they were written. */
function sharing(): (row: EventRow) => RowShare {
  let last: RowShare | undefined
  return ({ kind, learnOnly, above }) => {
    if (last?.kind !== kind || last.learnOnly !== learnOnly || last.above !== above) last = { kind, learnOnly, above }
    return last
  }
}

function byHour(rows: readonly EventRow[]): Map<number, EventRow[]> {
  const hours = new Map<number, EventRow[]>()
  for (const row of rows) {
    const hour = Math.floor(row.time / pieceLength)
    const own = hours.get(hour)
    if (own === undefined) hours.set(hour, [row])
    else own.push(row)
  }
  return hours
}

/** Rows of one kind share one object, which is then written once; its event stands in the row of the kind. */
function withoutSamples(rows: readonly EventRow[]): EventRow[] {
  const bare = new Map<Kind, Kind>()
  return rows.map(row => {
    const kind = bare.get(row.kind) ?? { ...row.kind, sample: undefined }
    bare.set(row.kind, kind)
    return { ...row, kind }
  })
}
