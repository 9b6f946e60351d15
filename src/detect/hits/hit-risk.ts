import type { Observation } from '#events'
import type { CompiledDetection } from '../compile/compiled-detection.ts'

/** Adjustments a detection may have, so that a risk fits a 32-bit number. */
export const maxAdjustments = 30

const serviceActed = 1

/**
 * What changes the risk of one event, as a set of bits, so that a finding can be judged by its riskiest event: an
 * excuse that holds for one event (a service did it) must not lower the risk of the others.
 */
export function riskOf({ adjustments }: CompiledDetection, observation: Observation): number {
  let risk = observation.event.actor.kind === 'aws-service' ? serviceActed : 0
  adjustments.forEach(({ holds, isLate }, index) => {
    if (isLate && observation.knowledge === undefined) return
    if (holds(observation)) risk |= 2 << index
  })
  return risk
}

/** Only what late adjustments change. The observation must know everything. */
export function lateRiskOf({ adjustments }: CompiledDetection, observation: Observation): number {
  let risk = 0
  adjustments.forEach(({ holds, isLate }, index) => {
    if (isLate && holds(observation)) risk |= 2 << index
  })
  return risk
}

/** Which of a detection's adjustments hold, by index, and whether an AWS service acted on its own. */
export function readRisk(risk: number): { readonly byService: boolean; readonly adjustments: readonly number[] } {
  const adjustments = Array.from({ length: maxAdjustments }, (_, index) => index).filter(index => risk & (2 << index))
  return { byService: (risk & serviceActed) !== 0, adjustments }
}
