import { type Check, passed, warning } from './check.ts'

/** Beyond five minutes AWS begins to refuse signatures, at fifteen S3 does. */
const harmless = 60_000

/** Compares the clock of this machine with that of AWS, which stands in each of its answers, to the second. */
export function checkClock(date: string | undefined): Check {
  const theirs = Date.parse(date ?? '')
  if (Number.isNaN(theirs)) return passed('clock', 'AWS did not tell its time')
  const seconds = Math.round((Date.now() - theirs) / 1000)
  if (Math.abs(seconds) * 1000 <= harmless) return passed('clock', 'this machine and AWS agree on the time')
  const detail = `this machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} AWS`
  return warning('clock', detail, 'Set the clock (NTP): AWS refuses what is signed five minutes off.')
}

interface Answered {
  readonly response: unknown
}

/** Keeps the `Date` of the answer to a command of an AWS client. */
export class AnswerDate {
  value: string | undefined

  /** For `command.middlewareStack`. */
  readonly middleware =
    <Arguments, Output extends Answered>(next: (given: Arguments) => Promise<Output>) =>
    async (given: Arguments): Promise<Output> => {
      const output = await next(given)
      const { headers } = output.response as { headers?: Readonly<Record<string, string>> }
      this.value = headers?.['date']
      return output
    }
}
