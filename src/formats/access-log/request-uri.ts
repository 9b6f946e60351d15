import { numberAt, skipSpaces, statusAt, textAt, tokenEnd } from './fields.ts'

/** The request-URI with what stands on both sides of it. */
export interface RequestUri {
  /** The key before it may hold spaces. */
  readonly keyEnd: number
  readonly text: string | null
  readonly answer: Answer
}

/** HTTP status, error code, bytes sent, object size, total and turn-around time: what tells where a request-URI ends. */
export interface Answer {
  /** Fewer than six where the line ends early. */
  readonly values: readonly (string | number | null)[]
  readonly end: number
}

/**
 * Finds the request-URI after the key that starts at `from`. It is quoted, and may hold quotes and spaces of its own;
 * lines that stand for no request of their own (BATCH.DELETE.OBJECT) have a bare `-`.
 */
export function findRequestUri(line: string, from: number): RequestUri | undefined {
  let mayClose = true
  for (let keyEnd = tokenEnd(line, from); keyEnd < line.length; keyEnd = tokenEnd(line, keyEnd + 1)) {
    const start = keyEnd + 1
    if (line[start] === '-' && tokenEnd(line, start) === start + 1) {
      const answer = answerAt(line, start + 2)
      if (answer) return { keyEnd: trimmed(line, from, keyEnd), text: null, answer }
    } else if (mayClose && startsRequest(line, start)) {
      const found = closeQuote(line, start + 1)
      if (found) return { keyEnd: trimmed(line, from, keyEnd), text: textAt(line, start + 1, found.end), ...found }
      mayClose = false // what does not close this one closes none that starts later
    }
  }
  return undefined
}

/** A method follows the quote, or nothing does but a `-`. */
const startsRequest = (line: string, start: number): boolean =>
  line[start] === '"' && (line.startsWith('"-"', start) || /^[A-Za-z]{1,20} /.test(line.slice(start + 1, start + 22)))

/**
 * The first quote after which an answer can be read and before which the protocol stands: neither a URI nor a
 * method holds raw spaces, so no client can write that combination into the log earlier than S3 does.
 */
function closeQuote(line: string, from: number): { end: number; answer: Answer } | undefined {
  let first: { end: number; answer: Answer } | undefined
  for (let end = line.indexOf('" ', from); end >= 0; end = line.indexOf('" ', end + 1)) {
    const answer = answerAt(line, end + 2)
    if (!answer) continue
    if (line.startsWith(' HTTP/', end - 9) || line.startsWith(' HTTP/', end - 7)) return { end, answer }
    first ??= { end, answer }
  }
  return first
}

/** Undefined when what starts here is no answer. One that the end of the line cuts short has at least its status. */
function answerAt(line: string, from: number): Answer | undefined {
  const values: (string | number | null)[] = []
  let start = skipSpaces(line, from)
  while (values.length < 6 && start < line.length) {
    const end = tokenEnd(line, start)
    const value = valueAt(line, start, end, values.length)
    if (value === undefined) return undefined
    values.push(value)
    start = skipSpaces(line, end)
  }
  const isWhole = values.length === 6 && (start >= line.length || line[start] === '"' || line[start] === '-')
  const isCut = start >= line.length && typeof values[0] === 'number'
  return isWhole || isCut ? { values, end: start } : undefined
}

function valueAt(line: string, start: number, end: number, position: number): string | number | null | undefined {
  if (position === 0) return statusAt(line, start, end)
  if (position > 1) return numberAt(line, start, end)
  const code = textAt(line, start, end)
  return code === null || /^[A-Za-z][\w.]*$/.test(code) ? code : undefined
}

/** Where the text ends that has spaces after it. */
function trimmed(line: string, from: number, to: number): number {
  let end = to
  while (end > from && line[end - 1] === ' ') end--
  return end
}
