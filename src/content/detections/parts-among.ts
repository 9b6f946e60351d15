import type { SigmaCorrelation, SigmaRule } from '#sigma'

type Document = SigmaRule | SigmaCorrelation

/**
 * The documents of a file that raise no findings of their own, since a correlation of the file counts them and does not
 * say `generate: true`. Correlations that are reached only in a circle are no parts, so that the circle is noticed.
 */
export function partsAmong(documents: readonly Document[]): ReadonlySet<Document> {
  const correlations = documents.filter(isCorrelation)
  const counted = (by: readonly SigmaCorrelation[]): Document[] =>
    by
      .filter(({ generate }) => generate !== true)
      .flatMap(({ rules }) => documents.filter(({ id, name }) => rules.some(word => word === id || word === name)))
  const asked = new Set(counted(correlations))
  const parts = new Set<Document>()
  const reached = correlations.filter(one => !asked.has(one))
  for (const one of reached) {
    for (const part of counted([one])) {
      if (!parts.has(part) && isCorrelation(part)) reached.push(part)
      parts.add(part)
    }
  }
  return new Set([...parts, ...[...asked].filter(one => !isCorrelation(one))])
}

const isCorrelation = (document: Document): document is SigmaCorrelation => 'groupBy' in document
