import type { Surroundings } from '#events'
import { absurd } from '#primitives'
import type { CompiledDetection } from './compile/compiled-detection.ts'
import type { DetectState, JudgedState } from './detect-state.ts'
import { judgeLate } from './hits/judge-late.ts'
import { judgeRuns } from './judge-correlation.ts'
import { judgeNewKeys } from './judge-first-seen.ts'
import { judgeCounts } from './judge-spike.ts'
import { JudgedHits } from './judged-hits.ts'
import type { JudgedGroup, Judgement } from './judgement.ts'
import { type Observe, observeIn } from './observe.ts'

/**
 * What everything seen adds up to. The order of groups means nothing; findings are put in order later.
 *
 * @param surroundings the configuration, and the knowledge of all logs.
 */
export function judge(
  detections: readonly CompiledDetection[],
  state: DetectState,
  surroundings?: Surroundings,
): Judgement {
  const bySlug = new Map(detections.map(compiled => [compiled.detection.slug, compiled]))
  const observe = observeIn(surroundings)
  const groups: JudgedGroup[] = []
  const learning = new Map<string, string>()
  const notes = new Map<string, readonly string[]>()
  const stepOf = new Map<string, string>()
  for (const compiled of detections) {
    const { slug } = compiled.detection
    if (compiled.silencedBy !== undefined) stepOf.set(slug, compiled.silencedBy)
    const own = state.detections.get(slug)
    if (!own) continue
    const hits = judgeOne(compiled, own, { until: state.last ?? 0, bySlug, observe })
    groups.push(...hits.groups())
    if (hits.learning !== undefined) learning.set(slug, hits.learning)
    if (hits.notes.length > 0) notes.set(slug, hits.notes)
  }
  return { groups, learning, notes, stepOf }
}

/**
 * What one detection's state adds up to, or a part of it: whatever is judged as one must be there whole.
 *
 * @param until the time of the last event of all, in epoch milliseconds.
 */
export type JudgeState = (slug: string, state: JudgedState, until: number) => StateJudgement

export interface StateJudgement {
  readonly groups: readonly JudgedGroup[]
  /** Why not everything could be judged yet, in a sentence. */
  readonly learning: string | undefined
  /** Bounds that were passed and events that had no place, in sentences. */
  readonly notes: readonly string[]
}

/** Judges states one by one, for a program that keeps them apart. */
export function createStateJudge(detections: readonly CompiledDetection[], surroundings: Surroundings): JudgeState {
  const bySlug = new Map(detections.map(compiled => [compiled.detection.slug, compiled]))
  const observe = observeIn(surroundings)
  return (slug, state, until) => {
    const compiled = bySlug.get(slug)
    if (compiled === undefined) return { groups: [], learning: undefined, notes: [] }
    const hits = judgeOne(compiled, state, { until, bySlug, observe })
    return { groups: hits.groups(), learning: hits.learning, notes: hits.notes }
  }
}

interface Judging {
  /** The time of the last event of all. */
  readonly until: number
  readonly bySlug: ReadonlyMap<string, CompiledDetection>
  readonly observe: Observe
}

function judgeOne(compiled: CompiledDetection, state: JudgedState, { until, bySlug, observe }: Judging): JudgedHits {
  const { judging } = compiled
  switch (state.kind) {
    case 'match':
      return new JudgedHits(compiled, observe, judgeLate(compiled, state.hits, bySlug, observe))
    case 'first-seen':
      if (judging.kind === 'first-seen') return judgeNewKeys(compiled, judging, state, until, observe)
      break
    case 'spike':
    case 'spike-briefs':
      if (judging.kind === 'spike') return judgeCounts(compiled, judging, state, observe)
      break
    case 'correlation':
      if (judging.kind === 'correlation') return judgeRuns(compiled, judging, state, observe)
      break
    default:
      return absurd(state)
  }
  throw new Error(`the state of ${compiled.detection.slug} is of another kind: ${state.kind}`)
}
