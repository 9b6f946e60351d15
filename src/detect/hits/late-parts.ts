import { keepSmallest } from '#baselines'
import type { ActivityEvent, Observation } from '#events'
import type { CompiledDetection } from '../compile/compiled-detection.ts'
import type { Observe } from '../observe.ts'
import { compareEvents } from './event-order.ts'
import { lateRiskOf, riskOf } from './hit-risk.ts'
import { addSorted } from './sorted.ts'

/**
 * Of events that count for certain, what late fields say of their risk and their message: by signature (see `LateParts`), one event that
 * stands for all, and the risks of all. Plain data, at most {@link mostParts} of them, those with the smallest digests.
 */
export type EvidenceParts = Map<string, EvidencePart>

interface EvidencePart {
  readonly sample: ActivityEvent
  readonly risks: number[]
}

const mostParts = 64

/** Adds what is still open about an event, in place. */
export function addPart(parts: EvidenceParts, compiled: CompiledDetection, observation: Observation): void {
  const signature = compiled.late?.signatureOf(observation)
  if (signature === undefined) return
  put(parts, signature, { sample: compiled.keep(observation.event), risks: [riskOf(compiled, observation)] })
  if (parts.size > 2 * mostParts) keepSmallest(parts, mostParts)
}

/** Leaves both inputs as they are. */
export function mergeParts(a: EvidenceParts, b: EvidenceParts): EvidenceParts {
  const merged: EvidenceParts = new Map(Array.from(a, ([signature, part]) => [signature, copyOf(part)]))
  for (const [signature, part] of b) put(merged, signature, copyOf(part))
  keepSmallest(merged, mostParts)
  return merged
}

function put(parts: EvidenceParts, signature: string, part: EvidencePart): void {
  const present = parts.get(signature)
  if (present === undefined) {
    parts.set(signature, part)
    return
  }
  for (const risk of part.risks) addSorted(present.risks, risk)
  if (compareEvents(part.sample, present.sample) < 0) parts.set(signature, { ...present, sample: part.sample })
}

const copyOf = ({ sample, risks }: EvidencePart): EvidencePart => ({ sample, risks: [...risks] })

export interface DecidedPart {
  /** One event of the part, with all that is known in the end. */
  readonly observation: Observation
  readonly risks: readonly number[]
}

/** What the parts say in the end. */
export function decideParts(parts: EvidenceParts, compiled: CompiledDetection, observe: Observe): DecidedPart[] {
  const kept = new Map(parts)
  keepSmallest(kept, mostParts)
  return Array.from(kept.values(), ({ sample, risks }) => {
    const observation = observe(sample)
    const late = lateRiskOf(compiled, observation)
    return { observation, risks: risks.map(risk => risk | late) }
  })
}
