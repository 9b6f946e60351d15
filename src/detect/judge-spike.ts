import { judgeBriefs, judgeSpikes } from '#baselines'
import type { Outcome } from '#events'
import { formatDuration } from '#primitives'
import type { CompiledDetection, Judging } from './compile/compiled-detection.ts'
import type { BriefCounts, DetectionState } from './detect-state.ts'
import { decodeKey, groupKey } from './field-texts.ts'
import { mergeEvidence } from './hits/evidence.ts'
import { windowOf } from './hits/hit-groups.ts'
import { JudgedHits } from './judged-hits.ts'
import type { Observe } from './observe.ts'

export function judgeCounts(
  compiled: CompiledDetection,
  judging: Extract<Judging, { kind: 'spike' }>,
  state: Extract<DetectionState, { kind: 'spike' }> | BriefCounts,
  observe: Observe,
): JudgedHits {
  const { rule } = judging
  const judged = state.kind === 'spike' ? judgeSpikes(state.counts, rule) : judgeBriefs(state.briefs, rule)
  const hits = new JudgedHits(compiled, observe)
  for (const { key, start, count, approximate, norm, evidence } of judged.spikes) {
    const [sample] = evidence.samples
    if (!sample) continue
    const [outcome, ...values] = decodeKey(key) as [Outcome, ...(string | null)[]]
    const place = {
      outcome,
      key: groupKey(compiled.group, observe(sample)),
      window: windowOf(start, compiled.detection.group.window),
    }
    const by = judging.by.map(({ field }, index) => ({ field, value: values[index] ?? null }))
    hits.add(
      place,
      (gathered, limits) =>
        gathered ? mergeEvidence(gathered, evidence, limits) : mergeEvidence(evidence, evidence, limits),
      { kind: 'spike', by, start, count, approximate, norm },
    )
  }
  const { minimumPoints, every, coldStart } = rule
  const fields = judging.by.map(({ field }) => field).join(' and ')
  if (judged.learning > 0) {
    hits.learning = `${judged.learning} of ${judged.keys} values of ${fields} have ${minimumPoints} active periods or fewer; theirs are judged by ${coldStart} in ${formatDuration(every)}`
  }
  if (judged.overflow) hits.notes.push(`there are too many values of ${fields}; only ${judged.keys} of them are judged`)
  if (state.kind === 'spike' && state.untimed)
    hits.notes.push('events without a readable time could not be compared with history')
  return hits
}
