import { absurd } from '#primitives'
import type { DetectionKind } from '../detection.ts'
import { firstSeenRule, spikeRule } from '../state-rules.ts'
import type { FieldReader, Judging } from './compiled-detection.ts'
import type { FieldBinder } from './field-binder.ts'

/** Binds what is particular to a kind of detection. */
export function compileJudging(kind: DetectionKind, binder: FieldBinder): Judging {
  switch (kind.kind) {
    case 'match':
      return { kind: 'match' }
    case 'first-seen': {
      const path = 'bucketwatch.first-seen'
      const [scope, ...key] = binder.bindAllEarly(kind.key, `${path}.key`) as [FieldReader, ...FieldReader[]]
      return {
        kind: 'first-seen',
        scope,
        key,
        wider: binder.bindAllEarly(kind.wider, `${path}.wider`),
        rule: firstSeenRule(kind),
      }
    }
    case 'spike': {
      const by = binder.bindAllEarly(kind.by, 'bucketwatch.spike.by')
      const distinct =
        kind.distinct === undefined ? undefined : binder.bindEarly(kind.distinct, 'bucketwatch.spike.distinct')
      return { kind: 'spike', by, distinct, rule: spikeRule(kind) }
    }
    case 'correlation':
      throw new Error('a correlation is bound together with all that it refers to')
    default:
      return absurd(kind)
  }
}
