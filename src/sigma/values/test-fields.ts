import type { Operator } from '../rule.ts'

export type ReferenceOperator = Extract<Operator, `fieldref${string}`>

export const isReference = (operator: Operator): operator is ReferenceOperator => operator.startsWith('fieldref')

/** A test of one field's value against another's; lists pass when any pair of their elements does. */
export type PairTest = (value: unknown, other: unknown) => boolean

/** Compares two fields of one event; a field without a value equals nothing. */
export function testPair(operator: ReferenceOperator, cased: boolean): PairTest {
  const compare = comparisons[operator]
  const fold = cased ? (text: string) => text : (text: string) => text.toLowerCase()
  return (value, other) => {
    const texts = textsOf(value)
    return textsOf(other).some(right => texts.some(left => compare(fold(left), fold(right))))
  }
}

const comparisons: Readonly<Record<ReferenceOperator, (text: string, other: string) => boolean>> = {
  fieldref: (text, other) => text === other,
  'fieldref|contains': (text, other) => text.includes(other),
  'fieldref|startswith': (text, other) => text.startsWith(other),
  'fieldref|endswith': (text, other) => text.endsWith(other),
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)]
  return Array.isArray(value) ? value.flatMap(textsOf) : []
}
