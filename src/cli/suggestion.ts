import { closest, didYouMean } from '#primitives'

/** `; did you mean x?`, or nothing when nothing is close. */
export const suggestion = (given: string, names: readonly string[]): string => didYouMean(closest(given, names), '')
