import { type NameInFull, nameRolesInFull, principalsOf } from '#activity'
import { type CompiledDetection, createStateJudge, type JudgedUnit } from '#detect'
import { type Environment, withoutRolePath } from '#events'
import { type AllowEntry, addUp, createWording, type Finding } from '#findings'
import { ok, type Result, stableId } from '#primitives'
import { knowledgeOf } from '#s3'
import type { Act, FindingStatus, Store } from '#store'
import type { ReaderState } from '../log-reader.ts'
import { detectionDigest } from './detection-digest.ts'
import { type Judges, KeptDetection } from './kept-detection.ts'
import { KeptKnowledge } from './kept-knowledge.ts'
import { type SourceProgress, writeProgress } from './source-progress.ts'
import { createSuppressor } from './suppressor.ts'

export interface KeeperSetup {
  readonly detections: readonly CompiledDetection[]
  readonly environment: Environment
  readonly allow: readonly AllowEntry[]
}

/** What came out of some files, and how far their sources have been read with them. */
export interface Batch {
  readonly states: readonly ReaderState[]
  readonly progress: readonly SourceProgress[]
  /** Of the program's clock, epoch milliseconds. */
  readonly at: number
}

export interface Kept {
  /** Ids of the findings that the batch has to do with, whether or not it changed them, withdrawn ones too. */
  readonly touched: ReadonlySet<string>
  /** Slugs of detections that changed since they were last run, so that their state begins anew. */
  readonly begunAnew: readonly string[]
}

/** Keeps what batches come to, each in one transaction with the findings and the positions that belong to it. */
export interface Keeper {
  keep(batch: Batch): Result<Kept>
  /** Adds up the findings that stand, and writes down the incidents. */
  addUpIncidents(at: number): Result<void>
}

const program = 'bucketwatch'

/** What counts towards risk and incidents. */
const standing: readonly FindingStatus[] = ['open', 'acknowledged']

export function createKeeper(store: Store, setup: KeeperSetup): Keeper {
  const knowledge = new KeptKnowledge(store)
  const suppress = createSuppressor(store, setup.allow)
  const digests = new Map(setup.detections.map(one => [one.detection.slug, detectionDigest(one.detection)]))
  const environmentDigest = stableId([JSON.stringify(setup.environment.settings)])

  function keepWithin({ states, progress, at }: Batch): Kept {
    const act: Act = { at, by: program }
    const begunAnew: string[] = []
    const detections = new Map(
      setup.detections
        .filter(({ silencedBy }) => silencedBy === undefined)
        .map(compiled => {
          const { slug } = compiled.detection
          const { id, begunAnew: isNew } = store.states.enter(slug, digests.get(slug) ?? '')
          if (isNew) begunAnew.push(slug)
          return [slug, new KeptDetection(store, compiled, id)] as const
        }),
    )
    const isKnownOtherwise = learnAll(states)
    const judges = judgesNow(states)
    const touched = new Set<string>()
    for (const [slug, detection] of detections) {
      const added = states.flatMap(state => state.detect.detections.get(slug) ?? [])
      const units: JudgedUnit[] = added.flatMap(state => detection.merge(state))
      if (isKnownOtherwise.environment) units.push(...detection.unitsThatDependOnKnowledge())
      for (const finding of isKnownOtherwise.findings) units.push(...detection.unitsOf(finding))
      for (const [id, finding] of detection.judge(distinct(units), judges)) {
        touched.add(id)
        write(id, finding, act)
      }
    }
    for (const one of progress) writeProgress(store.sources, one, at)
    return { touched, begunAnew }
  }

  function learnAll(states: readonly ReaderState[]): { environment: boolean; findings: readonly string[] } {
    let environment = store.facts.text('environment') !== environmentDigest
    const renamed: string[] = []
    for (const { inventory, ledger } of states) {
      const roles = new Set(principalsOf([ledger]).filter(name => withoutRolePath(name) !== name))
      const { otherwise, newRoles } = knowledge.learn({ inventory, roles })
      environment ||= otherwise
      renamed.push(...newRoles.map(withoutRolePath))
    }
    store.facts.write('environment', environmentDigest)
    return { environment, findings: renamed.length > 0 ? store.findings.naming(renamed) : [] }
  }

  function judgesNow(states: readonly ReaderState[]): Judges {
    const before = store.facts.number('seen-until') ?? Number.NEGATIVE_INFINITY
    const until = Math.max(before, ...states.map(({ detect }) => detect.last ?? Number.NEGATIVE_INFINITY))
    if (Number.isFinite(until)) store.facts.write('seen-until', until)
    const { inventory, roles } = knowledge.known
    const nameInFull: NameInFull = nameRolesInFull(roles)
    const surroundings = { environment: setup.environment, knowledge: knowledgeOf(inventory, setup.environment) }
    return {
      judge: createStateJudge(setup.detections, surroundings),
      word: createWording(setup.detections, nameInFull),
      until: Number.isFinite(until) ? until : 0,
    }
  }

  function write(id: string, finding: Finding | undefined, act: Act): void {
    if (finding === undefined)
      store.findings.withdraw(id, { ...act, reason: 'what came later leaves no ground for it' })
    else {
      store.findings.put(finding, act)
      suppress(finding, act.at)
    }
  }

  const inTransaction = <T>(work: () => T): Result<T> => {
    const result = store.transaction(work)
    if (!result.ok) knowledge.forget()
    return result
  }

  return {
    keep: batch => inTransaction(() => keepWithin(batch)),
    addUpIncidents(at) {
      const findings = store.findings.list({ statuses: standing }).map(({ finding }) => finding)
      const { incidents } = addUp(findings)
      const written = inTransaction(() => store.incidents.replace(incidents, at))
      return written.ok ? ok(undefined) : written
    },
  }
}

const distinct = (units: readonly JudgedUnit[]): JudgedUnit[] => [
  ...new Map(units.map(unit => [JSON.stringify([unit.scope, unit.entry]), unit])).values(),
]
