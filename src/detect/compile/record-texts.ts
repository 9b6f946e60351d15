import type { Observation } from '#events'
import type { JsonValue } from '#primitives'

/** Every text, number and boolean of the record as delivered: what keywords of a rule are looked for in. */
export function recordTexts({ event }: Observation): string[] {
  const texts: string[] = []
  collect(event.raw, texts)
  return texts
}

function collect(value: JsonValue | undefined, texts: string[]): void {
  if (value === null || value === undefined) return
  if (typeof value !== 'object') texts.push(String(value))
  else for (const part of Object.values(value)) collect(part, texts)
}
