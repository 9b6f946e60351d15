/** How test runs speak to `npm run check` and to CI: in plain lines, one form for all. */

export interface Counts {
  readonly passed: number
  readonly failed: number
}

export const countsLine = ({ passed, failed }: Counts): string => `${passed} passed, ${failed} failed`

export const skipLine = (name: string, reason: string | undefined): string =>
  `skipped: ${name}: ${reason ?? 'no reason given'}`

/** The last counts line of an output, if it has one. */
export function countsOf(output: string): Counts | undefined {
  const last = [...output.matchAll(/^(\d+) passed, (\d+) failed\r?$/gm)].at(-1)
  return last && { passed: Number(last[1]), failed: Number(last[2]) }
}

export const skipsOf = (output: string): string[] => output.match(/^skipped: .+$/gm) ?? []
