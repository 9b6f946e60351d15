import type { Evidence, Measure } from '#detect'

/**
 * The evidence with every actor under the fullest name that the logs have: an access log names a role without its path.
 */
export function underFullNames(evidence: Evidence, nameInFull: (principal: string) => string): Evidence {
  const principals = evidence.values['actor.principal']
  return {
    ...evidence,
    samples: evidence.samples.map(event => {
      const principal = nameInFull(event.actor.principal)
      return principal === event.actor.principal ? event : { ...event, actor: { ...event.actor, principal } }
    }),
    values: principals
      ? { ...evidence.values, 'actor.principal': { ...principals, texts: namedInOrder(principals.texts, nameInFull) } }
      : evidence.values,
  }
}

/** The same for the callers of a correlation's steps, and for the groups that it tells by the actor. */
export function measureUnderFullNames(measure: Measure, nameInFull: (principal: string) => string): Measure {
  if (measure.kind !== 'correlation') return measure
  return {
    ...measure,
    by: measure.by.map(one => (one.field === 'actor.principal' ? { ...one, values: one.values.map(nameInFull) } : one)),
    steps: measure.steps.map(step => ({ ...step, callers: namedInOrder(step.callers, nameInFull) })),
  }
}

const namedInOrder = (texts: readonly string[], nameInFull: (principal: string) => string): string[] =>
  [...new Set(texts.map(nameInFull))].sort()
