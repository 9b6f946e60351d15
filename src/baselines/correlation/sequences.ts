import type { Duration } from '#primitives'
import { type Moment, rulesIn } from './moment.ts'

/** A stretch of time in which the rules of a sequence had their events in order, and that cannot be made shorter. */
interface Stretch {
  readonly start: number
  readonly end: number
}

/**
 * The shortest stretches of a sequence, starts and ends both ascending. Events of one instant are in any order, as logs
 * have seconds; each step needs an event of its own.
 */
export function stretchesOf<S>(moments: readonly Moment<S>[], sequence: number): Stretch[] {
  const steps = rulesIn(sequence)
  /** By the number of steps done: the latest start of events that did them. */
  const latest = new Array<number>(steps.length + 1).fill(Number.NEGATIVE_INFINITY)
  const found: Stretch[] = []
  for (let index = 0; index < moments.length; ) {
    const instant = instantAt(moments, index)
    index += instant.length
    const time = (instant[0] as Moment<S>).time
    const before = [time, ...latest.slice(1)]
    for (let done = 0; done < steps.length; done++) {
      if (before[done] === Number.NEGATIVE_INFINITY) continue
      const reached = done + stepsWithin(instant, steps.slice(done))
      for (let step = done + 1; step <= reached; step++)
        latest[step] = Math.max(latest[step] as number, before[done] as number)
    }
    const start = latest[steps.length] as number
    if (start > (found.at(-1)?.start ?? Number.NEGATIVE_INFINITY)) found.push({ start, end: time })
  }
  return found
}

/** Whether the whole sequence happened within two times, both included. */
export function happened(stretches: readonly Stretch[], start: number, end: number): boolean {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((stretches[middle] as Stretch).start < start) low = middle + 1
    else high = middle
  }
  const first = stretches[low]
  return first !== undefined && first.end <= end
}

/** Which moments take part in the sequence, done within `timespan`. */
export function takingPart<S>(moments: readonly Moment<S>[], sequence: number, timespan: Duration): boolean[] {
  const steps = rulesIn(sequence)
  const starts = reach(moments, steps)
  const backwards = moments.map(moment => ({ ...moment, time: -moment.time })).reverse()
  const ends = reach(backwards, steps.toReversed()).reverse()
  return moments.map((_, index) =>
    steps.some((_step, step) => {
      const start = starts[index]?.[step] ?? Number.NEGATIVE_INFINITY
      const end = -(ends[index]?.[steps.length - 1 - step] ?? Number.NEGATIVE_INFINITY)
      return end - start <= timespan
    }),
  )
}

/** For each moment and step that it could be: the latest start of the steps up to it. */
function reach<S>(moments: readonly Moment<S>[], steps: readonly number[]): number[][] {
  const latest = new Array<number>(steps.length).fill(Number.NEGATIVE_INFINITY)
  const found: number[][] = []
  for (let index = 0; index < moments.length; ) {
    const instant = instantAt(moments, index)
    index += instant.length
    steps.forEach((rule, step) => {
      if (!instant.some(moment => moment.rules & (1 << rule))) return
      const start = step === 0 ? (instant[0] as Moment<S>).time : (latest[step - 1] as number)
      latest[step] = Math.max(latest[step] as number, start)
    })
    for (const { rules } of instant) {
      found.push(steps.map((rule, step) => (rules & (1 << rule) ? (latest[step] as number) : Number.NEGATIVE_INFINITY)))
    }
  }
  return found
}

/** The moments of one time, from the first of them on. */
function instantAt<S>(moments: readonly Moment<S>[], index: number): readonly Moment<S>[] {
  const { time } = moments[index] as Moment<S>
  let end = index + 1
  while (moments[end]?.time === time) end++
  return moments.slice(index, end)
}

/** How many steps the moments of one time can do, each with a moment of its own. */
function stepsWithin<S>(instant: readonly Moment<S>[], steps: readonly number[]): number {
  const [only] = instant
  if (instant.length === 1 && only) return steps[0] !== undefined && only.rules & (1 << steps[0]) ? 1 : 0
  /** More moments of the same rules than there are steps add nothing. */
  const useful = new Map<number, number>()
  const free: number[] = []
  for (const { rules } of instant) {
    const same = useful.get(rules) ?? 0
    useful.set(rules, same + 1)
    if (same < steps.length) free.push(rules)
  }
  const doing: (number | undefined)[] = free.map(() => undefined)
  let done = 0
  while (done < steps.length && assign(done, free, steps, doing, new Set())) done++
  return done
}

/** Finds a moment for a step, and another for the step that had it before. */
function assign(
  step: number,
  free: readonly number[],
  steps: readonly number[],
  doing: (number | undefined)[],
  tried: Set<number>,
): boolean {
  const bit = 1 << (steps[step] as number)
  return free.some((rules, index) => {
    if (!(rules & bit) || tried.has(index)) return false
    tried.add(index)
    const other = doing[index]
    if (other !== undefined && !assign(other, free, steps, doing, tried)) return false
    doing[index] = step
    return true
  })
}
