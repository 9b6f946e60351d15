import { asksOf, isLateField, type Observation, resolveField } from '#events'
import { type CompiledRule, compileSearch, type Search } from '#sigma'
import { encodeKey } from '../field-texts.ts'
import type { CompiledAdjustment, FieldReader, LateParts } from './compiled-detection.ts'
import { catalogue } from './field-binder.ts'

type Test = (observation: Observation) => boolean

/** @param named every field that the detection names outside of its rule: in the group, the message and the entities. */
export function compileLate(
  rule: Omit<CompiledRule<Observation>, 'rule'>,
  adjustments: readonly CompiledAdjustment[],
  named: readonly FieldReader[],
): LateParts | undefined {
  const searches = [...rule.searches.values()]
  const lateAdjustments = adjustments.filter(({ isLate }) => isLate)
  const fields = new Set(
    [
      ...searches.flatMap(search => search.fields),
      ...lateAdjustments.flatMap(adjustment => adjustment.fields),
      ...named.map(({ field }) => field),
    ].filter(isLateField),
  )
  if (fields.size === 0) return undefined
  const asks = Array.from(fields, asksOf)
  const tests: readonly Test[] = [
    ...(searches.some(({ isLate }) => isLate) ? searches.filter(({ isLate }) => !isLate) : []).map(
      ({ matches }): Test => matches,
    ),
    ...lateAdjustments.flatMap(adjustment => earlyTests(adjustment.when)),
  ]
  const tested = searches.some(({ isLate }) => isLate) ? searches : []
  const read = [...fields, ...[...tested, ...lateAdjustments].flatMap(one => one.fields)]
  const values = lateAdjustments.flatMap(adjustment => mixedFields(adjustment.when)).map(valueOf)
  return {
    fields: [...new Set(read)],
    signatureOf: observation =>
      encodeKey([
        tests.map(test => (test(observation) ? '1' : '0')).join(''),
        ...asks.map(ask => encodeKey(ask(observation))),
        ...values.map(value => value(observation)),
      ]),
  }
}

/** The largest parts of a search that no late field has a say in. With the answers to the late ones, they decide it. */
function earlyTests(search: Search): Test[] {
  if (!fieldsIn(search).some(isLateField)) {
    const compiled = compileSearch<Observation>(search, catalogue)
    return compiled.ok ? [observation => compiled.value.matches(observation)] : []
  }
  return search.kind === 'all' || search.kind === 'any' ? search.items.flatMap(earlyTests) : []
}

/** The early fields of comparisons that read both kinds: their values decide, together with the answers. */
function mixedFields(search: Search): readonly string[] {
  if (search.kind === 'all' || search.kind === 'any') return search.items.flatMap(mixedFields)
  const fields = fieldsIn(search)
  return fields.some(isLateField) ? fields.filter(field => !isLateField(field)) : []
}

function valueOf(field: string): (observation: Observation) => string {
  const read = resolveField(field)
  return observation => JSON.stringify(read?.(observation) ?? null)
}

function fieldsIn(search: Search): readonly string[] {
  const compiled = compileSearch<Observation>(search, catalogue)
  return compiled.ok ? compiled.value.fields : []
}
