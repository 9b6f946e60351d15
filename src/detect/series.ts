import type { Observation } from '#events'
import type { FieldReader } from './compile/compiled-detection.ts'
import type { RowEvent } from './correlation/correlation-detection-state.ts'
import { compareEvents } from './hits/event-order.ts'

/** Of a test that all events pass that it is asked about. */
export const always = (): boolean => true

/** Observations of events that are alike (see `EventSink`), or of one event: what they have in common is looked at once. */
export class Series {
  readonly observations: readonly [Observation, ...Observation[]]
  #earliest: Observation | undefined
  #rowEvents: RowEvent[] | undefined
  #read: Map<string, readonly unknown[]> | undefined

  constructor(observations: readonly [Observation, ...Observation[]]) {
    this.observations = observations
  }

  get first(): Observation {
    return this.observations[0]
  }

  /** In the order in which events are shown. */
  get earliest(): Observation {
    return (this.#earliest ??= this.observations.reduce((one, other) =>
      compareEvents(other.event, one.event) < 0 ? other : one,
    ))
  }

  /** What rows keep of each event: all rules that it satisfies keep the same. */
  get rowEvents(): readonly RowEvent[] {
    return (this.#rowEvents ??= this.observations.map(({ event: { id, origin } }) => ({ id, origin })))
  }

  /**
   * What is made of the field of each event, once for all detections that ask for the same.
   *
   * @param use names what is made of it.
   */
  read<T>(
    { field, read }: FieldReader,
    use: string,
    make: (value: ReturnType<FieldReader['read']>) => T,
  ): readonly T[] {
    // Of one event, each who makes it remembers it.
    if (this.observations.length === 1) return [make(read(this.first))]
    const name = `${use} ${field}`
    const known = this.#read?.get(name)
    if (known !== undefined) return known as readonly T[]
    const made = this.observations.map(observation => make(read(observation)))
    this.#read ??= new Map()
    this.#read.set(name, made)
    return made
  }

  /** The part of it that passes; itself where all do. */
  filter(test: (observation: Observation) => boolean): Series | undefined {
    if (test === always) return this
    if (this.observations.length === 1) return test(this.first) ? this : undefined
    const passing = this.observations.filter(test)
    return passing.length === this.observations.length ? this : seriesOf(passing)
  }
}

/** Undefined for none. */
export const seriesOf = (observations: readonly Observation[]): Series | undefined =>
  isFilled(observations) ? new Series(observations) : undefined

const isFilled = (observations: readonly Observation[]): observations is Series['observations'] =>
  observations.length > 0
