import { closest, didYouMean } from '#primitives'

/** Names that hold what was given; more of them would not help to choose. */
const mostListed = 4

/** `; did you mean x?`, of the name that is misspelt or those that hold what was given; nothing when none is close. */
export function suggestion(given: string, names: readonly string[]): string {
  const near = closest(given, names)
  if (near !== undefined) return didYouMean(near, '')
  const longer = given.length < 3 ? [] : names.filter(name => name.includes(given.toLowerCase()))
  if (longer.length === 0) return ''
  const rest = longer.length - mostListed
  return `; did you mean ${longer.slice(0, mostListed).join(', ')}${rest > 0 ? ` or one of ${rest} more` : ''}?`
}
