import { nameRolesInFull, principalsOf } from '#activity'
import { type CompiledDetection, type Judgement, judge, mergeDetectStates } from '#detect'
import type { Environment, KnowledgeSummary, Surroundings } from '#events'
import { type Findings, toFindings } from '#findings'
import { emptyInventory, knowledgeOf, mergeInventories, summariseKnowledge } from '#s3'
import type { ReaderState } from './log-reader.ts'

export interface Conclusion extends Findings {
  readonly judgement: Judgement
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
