import { nameRolesInFull, principalsOf } from '#activity'
import { type CompiledDetection, judge, mergeDetectStates } from '#detect'
import type { Environment, KnowledgeSummary, Surroundings } from '#events'
import { type AllowEntry, addUp, type Finding, type Findings, toFindings } from '#findings'
import { ok, type Result } from '#primitives'
import { emptyInventory, knowledgeOf, mergeInventories, summariseKnowledge } from '#s3'
import type { Store } from '#store'
import type { Remarks } from './detection-status.ts'
import { learntFrom } from './keeping/batch.ts'
import { Keeper } from './keeping/keeper.ts'
import type { ReaderState } from './log-reader.ts'

export interface Conclusion extends Findings {
  readonly judgement: Remarks
  readonly surroundings: Surroundings
  readonly knowledge: KnowledgeSummary
}

/** What all readers' states come to, taken together. */
export function conclude(
  compiled: readonly CompiledDetection[],
  states: readonly ReaderState[],
  environment: Environment,
): Conclusion {
  const inventory = states.map(state => state.inventory).reduce(mergeInventories, emptyInventory())
  const surroundings = { environment, knowledge: knowledgeOf(inventory, environment) }
  const judgement = judge(compiled, states.map(state => state.detect).reduce(mergeDetectStates), surroundings)
  const nameInFull = nameRolesInFull(principalsOf(states.map(state => state.ledger)))
  const knowledge = summariseKnowledge(inventory, environment)
  return { judgement, surroundings, knowledge, ...toFindings(judgement, compiled, nameInFull) }
}

interface WithState {
  readonly store: Store
  readonly allow: readonly AllowEntry[]
  /** Epoch milliseconds. */
  readonly now: number
  /** The first event that was read, in epoch milliseconds: a finding that had ended before was told before. */
  readonly since: number | undefined
  /** How late an event is waited for, in milliseconds. */
  readonly lateness?: number
}

/** The same with all that a state file has learnt before, which learns these states too. Fails with the state file. */
export function concludeWithState(
  detections: readonly CompiledDetection[],
  states: readonly ReaderState[],
  environment: Environment,
  { store, now, since, ...setup }: WithState,
): Result<Conclusion> {
  const keeper = new Keeper(store, { detections, environment, ...setup })
  const kept = keeper.keep({ states: states.map(learntFrom), progress: [], at: now, withRemarks: true })
  if (!kept.ok) return kept
  const added = keeper.addUpIncidents(now)
  if (!added.ok) return added
  const aged = keeper.age(now)
  if (!aged.ok) return aged
  const known = keeper.knowledge()
  if (!known.ok) return known
  const { touched, learning, notes } = kept.value
  const from = since === undefined || !Number.isFinite(since) ? '' : new Date(since).toISOString()
  const findings = [...touched.values()].filter((finding): finding is Finding => finding !== undefined)
  const { surroundings, summary } = known.value
  return ok({
    judgement: { learning, notes },
    surroundings,
    knowledge: summary,
    ...addUp(findings.filter(({ lastSeen }) => (lastSeen ?? from) >= from)),
  })
}
