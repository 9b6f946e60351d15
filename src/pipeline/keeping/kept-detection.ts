import {
  affectedBy,
  ageScope,
  type CompiledDetection,
  type DetectionState,
  isCrowdedRow,
  isKindRow,
  type JudgedUnit,
  type JudgeState,
  joinRows,
  judgedState,
  keptFor,
  mergeDetectionStates,
  nameOfPlace,
  type StateJudgement,
  type StateRow,
  splitState,
  unusedKinds,
} from '#detect'
import type { createWording, Finding } from '#findings'
import { absurd, type Duration } from '#primitives'
import type { Store } from '#store'
import { KeptBounds } from './kept-bounds.ts'

/** How findings are made of a state at the moment. */
export interface Judges {
  readonly judge: JudgeState
  readonly word: ReturnType<typeof createWording>
  /** The time of the last event of all. */
  readonly until: number
}

/** The findings that a change of state has to do with, as they now are; undefined where there is none any more. */
export type Judged = Map<string, Finding | undefined>

/** One detection's state in the store. Within a transaction only. */
export class KeptDetection {
  readonly #store: Store
  readonly #compiled: CompiledDetection
  readonly #id: number

  readonly #bounds: KeptBounds

  constructor(store: Store, compiled: CompiledDetection, id: number, last: Map<string, string>) {
    this.#store = store
    this.#compiled = compiled
    this.#id = id
    this.#bounds = new KeptBounds(store.states, compiled, id, last)
  }

  /** Adds what was newly seen to what is kept. Gives what has to be judged for it, whether or not anything changed. */
  merge(added: DetectionState): JudgedUnit[] {
    this.#own = undefined
    const units = new Map<string, JudgedUnit>()
    const add = (unit: JudgedUnit): void => void units.set(nameOfPlace(unit), unit)
    const grown = new Set<string>()
    // Scope by scope: a batch may have hundreds of thousands of rows.
    for (const rows of byScope(splitState(this.#compiled, added))) {
      if (this.#bounds.isPast(rows[0]?.scope ?? '')) continue
      const kept = this.#keptFor(rows)
      if (rows[0] && (kept.length < rows.length || rows.some(isCrowdedRow))) grown.add(rows[0].scope)
      const gone = new Map(kept.map(row => [row.entry, row]))
      for (const row of kept.length === 0 ? rows : this.#mergeRows(kept, rows)) {
        gone.delete(row.entry)
        this.#write(row).forEach(add)
      }
      for (const row of gone.values()) this.#store.states.remove(this.#id, row)
      // What was found may show events of the kinds that are gone by those of others.
      if (gone.size > 0) this.#store.contributions.allContributors(this.#id).forEach(add)
    }
    for (const scope of this.#bounds.enforce(grown)) {
      this.#store.contributions.inScope(this.#id, scope).forEach(add)
    }
    return [...units.values()]
  }

  /** What rows of one scope are merged with. The kinds of events of one caller are few, and bounded together. */
  #keptFor(rows: readonly StateRow[]): readonly StateRow[] {
    const { states } = this.#store
    const isOfKinds = this.#compiled.judging.kind === 'correlation' && rows[0] !== undefined && isKindRow(rows[0])
    if (isOfKinds) return states.rowsOf(this.#id, rows[0]?.scope ?? '')
    return rows.flatMap(({ scope, entry }) => states.row(this.#id, scope, entry) ?? [])
  }

  #mergeRows(kept: readonly StateRow[], rows: readonly StateRow[]): Iterable<StateRow> {
    const join = (all: readonly StateRow[]): DetectionState => joinRows(this.#compiled, all)
    return splitState(this.#compiled, mergeDetectionStates(join(kept), join(rows)))
  }

  /** Writes a row, and gives what has to be judged for it. What was only learnt, and never told of, has not: nearly everything. */
  #write(row: StateRow): readonly JudgedUnit[] {
    const { states, contributions } = this.#store
    const isChanged = states.write(this.#id, row)
    const affected = affectedBy(this.#compiled, row)
    switch (affected.kind) {
      case 'nothing':
        return []
      case 'unit': {
        const isSilent = this.#compiled.judging.kind === 'first-seen' && !row.open
        return isSilent && contributions.findingsOf(this.#id, affected.unit).length === 0 ? [] : [affected.unit]
      }
      case 'open-entries':
        return isChanged
          ? states.openEntries(this.#id, affected.scope).map(entry => ({ scope: affected.scope, entry }))
          : []
      case 'found-entries':
        return isChanged ? contributions.inScope(this.#id, affected.scope) : []
      default:
        return absurd(affected)
    }
  }

  /** What has to be judged when it is known of more than before. */
  unitsThatDependOnKnowledge(): JudgedUnit[] {
    if (this.#compiled.late === undefined) return []
    const { states, contributions } = this.#store
    const open = this.#compiled.judging.kind === 'match' ? states.allOpen(this.#id) : []
    return distinct([...open, ...contributions.allContributors(this.#id)])
  }

  /** Drops what nothing that still comes can have to do with, see `ageScope`; what was found in it stands as it is. */
  age(until: number, lateness: Duration): void {
    const { states, contributions, findings } = this.#store
    const before = until - lateness
    for (const scope of states.scopesBefore(this.#id, before - keptFor(this.#compiled))) {
      const { changed, dropped } = ageScope(this.#compiled, scope, this.#reader, { until, lateness })
      for (const row of changed) states.write(this.#id, row)
      for (const row of dropped) states.remove(this.#id, row)
      for (const row of [...changed, ...dropped]) {
        const affected = affectedBy(this.#compiled, row)
        if (affected.kind !== 'unit') continue
        const ids = contributions.findingsOf(this.#id, affected.unit)
        const settled = new Set(findings.settle(ids, new Date(before).toISOString()))
        contributions.setFindings(this.#id, affected.unit, new Set(ids.filter(id => !settled.has(id))))
      }
    }
    if (this.#compiled.judging.kind === 'correlation') {
      for (const row of unusedKinds(states.allOutlines(this.#id), this.#reader)) states.remove(this.#id, row)
    }
    states.removeEmptyScopes(this.#id)
  }

  unitsOf(finding: string): JudgedUnit[] {
    return this.#store.contributions.contributors(this.#id, finding)
  }

  /**
   * Judges units, and with them whatever else has a part in the same findings.
   *
   * A finding of one unit, as nearly all are, is judged once.
   */
  judge(units: readonly JudgedUnit[], judges: Judges): Judged {
    const { contributions } = this.#store
    const found = new Map<string, { parts: JudgedUnit[]; finding: Finding | undefined }>()
    const touch = (id: string, unit: JudgedUnit | undefined, finding?: Finding): void => {
      const known = found.get(id) ?? { parts: [], finding: undefined }
      found.set(id, known)
      if (unit !== undefined) known.parts.push(unit)
      known.finding = finding ?? known.finding
    }
    for (const unit of units) {
      const before = contributions.findingsOf(this.#id, unit)
      const now = this.#findingsOf([unit], judges)
      for (const id of before) touch(id, undefined)
      for (const [id, finding] of now) touch(id, unit, finding)
      contributions.setFindings(this.#id, unit, new Set(now.keys()))
    }
    const judged: Judged = new Map()
    const names = new Set(units.map(nameOfPlace))
    for (const [id, { parts, finding }] of found) {
      const others = contributions.contributors(this.#id, id).filter(unit => !names.has(nameOfPlace(unit)))
      const all = [...parts, ...others]
      judged.set(id, all.length === parts.length && all.length <= 1 ? finding : this.#findingsOf(all, judges).get(id))
    }
    return judged
  }

  /** Why not everything of some units could be judged, and the bounds that were passed. */
  remarksOn(units: readonly JudgedUnit[], judges: Judges): Pick<StateJudgement, 'learning' | 'notes'> {
    return this.#judgeUnits(units, judges)
  }

  #judgeUnits(units: readonly JudgedUnit[], { judge, until }: Judges): StateJudgement {
    return judge(this.#compiled.detection.slug, judgedState(this.#compiled, units, this.#reader), until)
  }

  #findingsOf(units: readonly JudgedUnit[], judges: Judges): Map<string, Finding> {
    const { word } = judges
    const { groups } = this.#judgeUnits(units, judges)
    return new Map(
      groups.flatMap(group => {
        const finding = word(group)
        return finding === undefined ? [] : [[finding.id, finding] as const]
      }),
    )
  }

  /** The last scope's own row is read for each of its entries. */
  #own: { readonly scope: string; readonly row: StateRow | undefined } | undefined

  readonly #reader = {
    row: (scope: string, entry: string): StateRow | undefined => {
      if (entry !== '') return this.#store.states.row(this.#id, scope, entry)
      if (this.#own?.scope !== scope) this.#own = { scope, row: this.#store.states.row(this.#id, scope, '') }
      return this.#own.row
    },
    rowsOf: (scope: string) => this.#store.states.rowsOf(this.#id, scope),
    outlinesOf: (scope: string) => this.#store.states.outlinesOf(this.#id, scope),
    outlinesBefore: (scope: string, time: number) => this.#store.states.outlinesBefore(this.#id, scope, time),
  }
}

const distinct = (units: readonly JudgedUnit[]): JudgedUnit[] => [
  ...new Map(units.map(unit => [nameOfPlace(unit), unit])).values(),
]

/** Rows in turn, those of one scope together. */
function* byScope(rows: Iterable<StateRow>): Generator<StateRow[]> {
  let own: StateRow[] = []
  for (const row of rows) {
    if (own[0] !== undefined && own[0].scope !== row.scope) {
      yield own
      own = []
    }
    own.push(row)
  }
  if (own.length > 0) yield own
}
