import { absurd } from '#primitives'
import type { CompiledDetection } from './compile/compiled-detection.ts'
import type { DetectionState, DetectState } from './detect-state.ts'
import { judgeNewKeys } from './judge-first-seen.ts'
import { judgeCounts } from './judge-spike.ts'
import { JudgedHits } from './judged-hits.ts'
import type { JudgedGroup, Judgement } from './judgement.ts'

/** What everything seen adds up to. The order of groups means nothing; findings are put in order later. */
export function judge(detections: readonly CompiledDetection[], state: DetectState): Judgement {
  const groups: JudgedGroup[] = []
  const learning = new Map<string, string>()
  const notes = new Map<string, readonly string[]>()
  for (const compiled of detections) {
    const { slug } = compiled.detection
    const own = state.detections.get(slug)
    if (!own) continue
    const hits = judgeOne(compiled, own, state.last ?? 0)
    groups.push(...hits.groups())
    if (hits.learning !== undefined) learning.set(slug, hits.learning)
    if (hits.notes.length > 0) notes.set(slug, hits.notes)
  }
  return { groups, learning, notes }
}

function judgeOne(compiled: CompiledDetection, state: DetectionState, until: number): JudgedHits {
  const { judging } = compiled
  switch (state.kind) {
    case 'match':
      return new JudgedHits(compiled, state.hits)
    case 'first-seen':
      if (judging.kind === 'first-seen') return judgeNewKeys(compiled, judging, state, until)
      break
    case 'spike':
      if (judging.kind === 'spike') return judgeCounts(compiled, judging, state)
      break
    default:
      return absurd(state)
  }
  throw new Error(`the state of ${compiled.detection.slug} is of another kind: ${state.kind}`)
}
