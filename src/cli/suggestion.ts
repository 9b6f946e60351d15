import { closest, didYouMean } from '#primitives'

/** Names that hold what was given; more of them would not help to choose. */
const mostListed = 4

/** `; did you mean x?`, of the name that is misspelt or those that hold what was given; nothing when none is close. */
export const suggestion = (given: string, names: readonly string[]): string =>
  nearTo(
    given,
    names.map(name => ({ name, called: [name] })),
  )

/** The same for what has a title too, by which it may be meant: what is offered is the slug, which is what one types. */
export const titledSuggestion = (
  given: string,
  all: readonly { readonly slug: string; readonly title: string }[],
): string =>
  nearTo(
    given,
    all.map(({ slug, title }) => ({ name: slug, called: [slug, title] })),
  )

interface Candidate {
  readonly name: string
  /** What a person may call it. */
  readonly called: readonly string[]
}

function nearTo(given: string, candidates: readonly Candidate[]): string {
  const near = closest(
    given,
    candidates.flatMap(({ called }) => called),
  )
  const meant = candidates.find(({ called }) => called.some(text => text === near))
  if (meant !== undefined) return didYouMean(meant.name, '')
  const part = given.trim().toLowerCase()
  const holding =
    part.length < 3 ? [] : candidates.filter(({ called }) => called.some(text => text.toLowerCase().includes(part)))
  if (holding.length === 0) return ''
  const rest = holding.length - mostListed
  const listed = holding.slice(0, mostListed).map(({ name }) => name)
  return `; did you mean ${listed.join(', ')}${rest > 0 ? ` or one of ${rest} more` : ''}?`
}
