/** One event, or the result of another correlation, as a correlation sees it. */
export interface Sighting<S> {
  readonly time: number
  /** The event; the one that completed it for the result of another correlation. */
  readonly event: number
  /** What is counted once: the event, or all results of one run of another correlation. */
  readonly unit: number
  readonly value: number
  /** How many events it stands for: more than 1 where only a sample of them was kept. */
  readonly weight: number
  /** The number of its rule in the correlation. */
  readonly rule: number
  readonly source: S
}

/** An event with all the rules that it satisfied. */
export interface Moment<S> {
  readonly time: number
  readonly value: number
  weight: number
  /** The rules as bits. */
  rules: number
  readonly sightings: Sighting<S>[]
}

/** Sightings by event and value, in order of time. The order is total, so that it does not depend on how they came. */
export function momentsOf<S>(sightings: readonly Sighting<S>[]): Moment<S>[] {
  const sorted = sightings.toSorted(
    (a, b) => a.time - b.time || a.event - b.event || a.value - b.value || a.rule - b.rule || a.unit - b.unit,
  )
  const moments: Moment<S>[] = []
  let last: Sighting<S> | undefined
  for (const sighting of sorted) {
    const { time, event, value, weight, rule } = sighting
    const moment = moments.at(-1)
    if (moment && last?.time === time && last.event === event && last.value === value) {
      moment.rules |= 1 << rule
      moment.weight = Math.min(moment.weight, weight)
      moment.sightings.push(sighting)
    } else moments.push({ time, value, weight, rules: 1 << rule, sightings: [sighting] })
    last = sighting
  }
  return moments
}

/** The numbers of the rules in a set of bits, ascending. */
export function rulesIn(bits: number): number[] {
  const rules: number[] = []
  for (let rule = 0; rule < 31; rule++) if (bits & (1 << rule)) rules.push(rule)
  return rules
}

export function countRules(bits: number): number {
  let count = 0
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++
  return count
}
