import { nameRolesInFull } from '#activity'
import { type CompiledDetection, createStateJudge, type JudgedUnit } from '#detect'
import { type Environment, type KnowledgeSummary, type Surroundings, withoutRolePath } from '#events'
import { type AllowEntry, addUp, createWording, type Finding } from '#findings'
import { type Duration, ok, type Result, stableId } from '#primitives'
import { knowledgeOf, summariseKnowledge } from '#s3'
import type { Act, FindingStatus, Store } from '#store'
import type { Batch, Kept, Learnt } from './batch.ts'
import { detectionDigest } from './detection-digest.ts'
import { type Judges, KeptDetection } from './kept-detection.ts'
import { KeptKnowledge } from './kept-knowledge.ts'
import { noteReached, reachedBefore, readReached } from './reached.ts'
import { writeProgress } from './source-progress.ts'
import { createSuppressor } from './suppressor.ts'

export interface KeeperSetup {
  readonly detections: readonly CompiledDetection[]
  readonly environment: Environment
  readonly allow: readonly AllowEntry[]
  /** How late an event is waited for. */
  readonly lateness?: Duration
}

const program = 'bucketwatch'

/** What counts towards risk and incidents. */
const standing: readonly FindingStatus[] = ['open', 'acknowledged']

/**
 * How late an event may be, and still be judged with all that belongs to it. CloudTrail delivers within minutes, access logs within
 * hours and without a promise: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
const usualLateness: Duration = 2 * 86_400_000

/** Ageing looks at everything that is kept, so not with each batch. */
const ageEvery: Duration = 86_400_000

/**
 * Keeps what batches come to, each in one transaction with the findings and the positions that belong to it. Trouble with
 * the state file is an issue; nothing has changed then.
 */
export class Keeper {
  readonly #store: Store
  readonly #setup: KeeperSetup
  readonly #knowledge: KeptKnowledge
  readonly #suppress: ReturnType<typeof createSuppressor>
  readonly #digests: ReadonlyMap<string, string>
  readonly #environmentDigest: string
  readonly #last = new Map<string, string>()

  constructor(store: Store, setup: KeeperSetup) {
    this.#store = store
    this.#setup = setup
    this.#knowledge = new KeptKnowledge(store)
    this.#suppress = createSuppressor(store, setup.allow)
    this.#digests = new Map(setup.detections.map(one => [one.detection.slug, detectionDigest(one.detection)]))
    this.#environmentDigest = stableId([JSON.stringify(setup.environment.settings)])
  }

  keep(batch: Batch): Result<Kept> {
    return this.#inTransaction(() => this.#keep(batch))
  }

  /** Adds up the findings that stand, and writes down the incidents. */
  addUpIncidents(at: number): Result<void> {
    return this.#inTransaction(() => {
      const findings = this.#store.findings.list({ statuses: standing }).map(({ finding }) => finding)
      this.#store.incidents.replace(addUp(findings).incidents, at)
    })
  }

  /**
   * Drops what is too old to matter, once per day of events: what is older than the lateness, and was so already a lateness ago by the
   * clock. An event that comes after that finds its window closed.
   *
   * @param now epoch milliseconds.
   */
  age(now: number): Result<void> {
    return this.#age((until, lateness) => {
      const { facts } = this.#store
      const reached = noteReached(readReached(facts.text('reached')), { at: now, until }, lateness)
      facts.write('reached', JSON.stringify(reached))
      const long = reachedBefore(reached, now, lateness)
      if (long === undefined) return undefined
      const by = Math.min(until, long + lateness)
      const before = facts.number('aged-until')
      return before !== undefined && by - before < ageEvery ? undefined : by
    })
  }

  /** The same where nothing older is on its way, so that there is nothing to wait for. */
  ageAll(): Result<void> {
    return this.#age(until => until)
  }

  #age(limit: (until: number, lateness: Duration) => number | undefined): Result<void> {
    const aged = this.#inTransaction(() => {
      const { facts } = this.#store
      const until = facts.number('seen-until')
      const { lateness = usualLateness } = this.#setup
      const by = until === undefined ? undefined : limit(until, lateness)
      // What is owed a judgement is not settled before it: then another time.
      if (by === undefined || this.#owes) return false
      for (const detection of this.#enter().detections.values()) detection.age(by, lateness)
      facts.write('aged-until', by)
      return true
    })
    if (!aged.ok) return aged
    return aged.value ? this.#store.shrink() : ok(undefined)
  }

  /** What is known of the environment, by now. */
  knowledge(): Result<{ readonly surroundings: Surroundings; readonly summary: KnowledgeSummary }> {
    return this.#inTransaction(() => ({
      surroundings: this.#surroundings(),
      summary: summariseKnowledge(this.#knowledge.known.inventory, this.#setup.environment),
    }))
  }

  #keep({ states, progress, at, withRemarks = false, isPatient = false }: Batch): Kept {
    const { facts, sources } = this.#store
    const { detections, begunAnew } = this.#enter()
    const known = this.#learn(states)
    if (known.isOtherwise) facts.write('judging-owed', 1)
    const isPaid = this.#owes && !isPatient
    const judges = this.#judges(states)
    const touched = new Map<string, Finding | undefined>()
    const learning = new Map<string, string>()
    const notes = new Map<string, readonly string[]>()
    for (const [slug, detection] of detections) {
      const units: JudgedUnit[] = states
        .flatMap(state => state.detect.detections.get(slug) ?? [])
        .flatMap(state => detection.merge(state))
      if (isPaid) units.push(...detection.unitsThatDependOnKnowledge())
      for (const finding of known.renamed) units.push(...detection.unitsOf(finding))
      const all = distinct(units)
      for (const [id, finding] of detection.judge(all, judges)) {
        touched.set(id, finding)
        this.#write(id, finding, { at, by: program })
      }
      if (!withRemarks || all.length === 0) continue
      const remarks = detection.remarksOn(all, judges)
      if (remarks.learning !== undefined) learning.set(slug, remarks.learning)
      if (remarks.notes.length > 0) notes.set(slug, remarks.notes)
    }
    if (isPaid) facts.write('judging-owed', 0)
    for (const one of progress) writeProgress(sources, one, at)
    return { touched, learning, notes, begunAnew, owes: this.#owes }
  }

  /** Something else is known than when all that was found was last judged. */
  get #owes(): boolean {
    return this.#store.facts.number('judging-owed') === 1
  }

  #enter(): { detections: Map<string, KeptDetection>; begunAnew: string[] } {
    const begunAnew: string[] = []
    const detections = new Map<string, KeptDetection>()
    for (const compiled of this.#setup.detections) {
      if (compiled.silencedBy !== undefined) continue
      const { slug } = compiled.detection
      const { id, begunAnew: isNew } = this.#store.states.enter(slug, this.#digests.get(slug) ?? '')
      if (isNew) begunAnew.push(slug)
      detections.set(slug, new KeptDetection(this.#store, compiled, id, this.#last))
    }
    return { detections, begunAnew }
  }

  /** Whether something else is known than before, and the findings that name a role which now has a name in full. */
  #learn(states: readonly Learnt[]): { isOtherwise: boolean; renamed: readonly string[] } {
    const { facts, findings } = this.#store
    let isOtherwise = facts.text('environment') !== this.#environmentDigest
    const renamed: string[] = []
    for (const { inventory, principals } of states) {
      const roles = new Set(principals.filter(name => withoutRolePath(name) !== name))
      const { otherwise, newRoles } = this.#knowledge.learn({ inventory, roles })
      isOtherwise ||= otherwise
      renamed.push(...newRoles.map(withoutRolePath))
    }
    facts.write('environment', this.#environmentDigest)
    return { isOtherwise, renamed: renamed.length > 0 ? findings.naming(renamed) : [] }
  }

  #judges(states: readonly Learnt[]): Judges {
    const { detections } = this.#setup
    const before = this.#store.facts.number('seen-until') ?? Number.NEGATIVE_INFINITY
    const until = Math.max(before, ...states.map(({ detect }) => detect.last ?? Number.NEGATIVE_INFINITY))
    if (Number.isFinite(until)) this.#store.facts.write('seen-until', until)
    return {
      judge: createStateJudge(detections, this.#surroundings()),
      word: createWording(detections, nameRolesInFull(this.#knowledge.known.roles)),
      until: Number.isFinite(until) ? until : 0,
    }
  }

  #surroundings(): Surroundings {
    const { environment } = this.#setup
    return { environment, knowledge: knowledgeOf(this.#knowledge.known.inventory, environment) }
  }

  #write(id: string, finding: Finding | undefined, act: Act): void {
    const { findings } = this.#store
    if (finding === undefined) findings.withdraw(id, { ...act, reason: 'what came later leaves no ground for it' })
    else {
      findings.put(finding, act)
      this.#suppress(finding, act.at)
    }
  }

  #inTransaction<T>(work: () => T): Result<T> {
    const result = this.#store.transaction(work)
    if (!result.ok) this.#knowledge.forget()
    return result
  }
}

const distinct = (units: readonly JudgedUnit[]): JudgedUnit[] => [
  ...new Map(units.map(unit => [JSON.stringify([unit.scope, unit.entry]), unit])).values(),
]
