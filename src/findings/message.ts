import type { CompiledDetection, Evidence, JudgedGroup, MessagePart } from '#detect'
import { absurd } from '#primitives'

/** After a count; `1 times` is `once`. */
const times = ' times'

/** Values shown of a list before the rest is only counted. */
const listed = 3

const unknown: readonly (readonly [RegExp, string])[] = [
  [/^network\./, 'an unknown address'],
  [/^sourceIPAddress$|^remote_ip$/, 'an unknown address'],
  [/^actor\.|^userIdentity\./, 'an unknown actor'],
  [/^s3\.datasync\./, 'an unknown location'],
  [/bucket/i, 'an unknown bucket'],
  [/account/i, 'an unknown account'],
  [/region/i, 'an unknown region'],
]

/**
 * Fills the slots of a detection's message. The text is as the logs have it: whoever prints it has to escape it.
 *
 * @param count for the slot `{count}`, e.g. `12` or `about 5000`.
 */
export function renderMessage(compiled: CompiledDetection, { outcome, evidence }: Finished, count: string): string {
  if (outcome === 'success') return renderParts(compiled.message, evidence, count)
  if (compiled.attempt) return renderParts(compiled.attempt, evidence, count)
  return `${outcomeWords[outcome]}: ${renderParts(compiled.message, evidence, count)}`
}

type Finished = Pick<JudgedGroup, 'outcome' | 'evidence'>

/** A message says what was done; of what was not done it must not say so. */
const outcomeWords = { denied: 'Denied', failed: 'Failed' } as const

function renderParts(message: readonly MessagePart[], evidence: Evidence, count: string): string {
  const isOnce = (at: number): boolean => {
    const [number, text] = [message[at], message[at + 1]]
    return count === '1' && number?.kind === 'count' && text?.kind === 'text' && text.text.startsWith(times)
  }
  const parts = message.map((part, at) => {
    switch (part.kind) {
      case 'text':
        return isOnce(at - 1) ? part.text.slice(times.length) : part.text
      case 'count':
        return isOnce(at) ? 'once' : count
      case 'field':
        return renderField(part.field, evidence)
      default:
        return absurd(part)
    }
  })
  return parts.join('')
}

function renderField(field: string, evidence: Evidence): string {
  const { texts, overflow } = evidence.values[field] ?? { texts: [], overflow: false }
  if (texts.length > 0) return renderList(texts, overflow)
  // A service that calls has a name in place of an address.
  const service = field.startsWith('network.') ? evidence.samples[0]?.network.service : undefined
  return service ?? unknown.find(([pattern]) => pattern.test(field))?.[1] ?? 'an unknown value'
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more` */
function renderList(texts: readonly string[], overflow: boolean): string {
  const shown = texts.slice(0, listed)
  const more = texts.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${overflow ? 'more than ' : ''}${more} more`
  const last = shown.pop()
  return shown.length === 0 ? (last ?? '') : `${shown.join(', ')} and ${last}`
}
