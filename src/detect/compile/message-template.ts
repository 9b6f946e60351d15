import type { MessagePart } from './compiled-detection.ts'

export type MessageTemplate =
  | { readonly ok: true; readonly parts: readonly MessagePart[] }
  /** Where a brace has no partner. */
  | { readonly ok: false; readonly text: string }

/** Reads a text with `{field}` slots; `{count}` is the number of events, or what a spike counted. */
export function parseMessage(message: string): MessageTemplate {
  const parts: MessagePart[] = []
  for (const text of message.split(/(\{[^{}]*\})/)) {
    if (text.startsWith('{') && text.endsWith('}')) {
      const field = text.slice(1, -1).trim()
      parts.push(field === 'count' ? { kind: 'count' } : { kind: 'field', field })
    } else if (/[{}]/.test(text)) return { ok: false, text }
    else if (text !== '') parts.push({ kind: 'text', text })
  }
  return { ok: true, parts }
}
