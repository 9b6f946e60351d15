import type { Evidence } from '#detect'

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

const namedInOrder = (texts: readonly string[], nameInFull: (principal: string) => string): string[] =>
  [...new Set(texts.map(nameInFull))].sort()
