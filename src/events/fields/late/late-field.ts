import type { Knowledge } from '../../knowledge.ts'
import type { Observation } from '../../observation.ts'
import type { Field, FieldValue } from '../field.ts'

/** The part of a field that is not its reading. */
export type FieldHead = Pick<Field, 'name' | 'type' | 'meaning' | 'source' | 'logs' | 'paths'>

/**
 * A field that is known only when every log has been read. It is made of what it asks, which the event alone tells, and of
 * the answer: so two events that ask the same have the same value, whatever else they hold.
 *
 * @param settle the answer, where it is the same whatever is known.
 */
export const lateField = (
  head: FieldHead,
  asks: (observation: Observation) => readonly string[],
  answer: (asked: readonly string[], knowledge: Knowledge) => FieldValue,
  settle: (asked: readonly string[]) => Settled | undefined = () => undefined,
): Field => ({
  ...head,
  asks,
  isSettled: observation => settle(asks(observation)) !== undefined,
  read(observation) {
    const { knowledge } = observation
    const asked = asks(observation)
    return knowledge ? answer(asked, knowledge) : settle(asked)?.value
  },
})

/** What a late field says whatever is known. */
export interface Settled {
  readonly value: FieldValue
}
