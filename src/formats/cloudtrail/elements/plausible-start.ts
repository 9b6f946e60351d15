/** Keys that a record or an envelope starts with, as AWS and the usual tools write them. */
const firstKeys = new Set(
  'Records eventVersion userIdentity eventTime eventSource eventName awsRegion sourceIPAddress userAgent requestParameters responseElements requestID eventID eventType recipientAccountId eventCategory additionalEventData apiVersion managementEvent readOnly sharedEventID version messageType'.split(
    ' ',
  ),
)

const newline = 0x0a
const carriageReturn = 0x0d
const quote = 0x22
const brace = 0x7b
const colon = 0x3a
const longestKey = 24

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === newline || byte === carriageReturn || byte === 0x09

/** The first `{` behind `from` that starts a line; -1 if there is none before `to`. */
export function lineStartAfter(bytes: Buffer, from: number, to: number): number {
  for (let at = bytes.indexOf('\n{', from); at >= 0 && at + 1 < to; at = bytes.indexOf('\n{', at + 1)) return at + 1
  return -1
}

/** The key that the object at `start` begins with, if it is short and plain. */
export function firstKeyAt(bytes: Buffer, start: number, to: number): string | undefined {
  let at = start + 1
  while (at < to && isSpace(bytes[at])) at++
  if (bytes[at] !== quote) return undefined
  const end = bytes.subarray(at + 1, Math.min(to, at + 2 + longestKey)).indexOf(quote)
  return end < 0 ? undefined : bytes.toString('latin1', at + 1, at + 1 + end)
}

/**
 * Where a record begins that stands in nothing but envelopes, in a broken element that begins at `start`: at the last brace of
 * `{"aws":{"cloudtrail":{"eventVersion"`. Nothing of a record comes before it, so it cannot be part of one. -1 if there is none.
 */
export function innerStart(bytes: Buffer, start: number, to: number): number {
  for (let at = start; ; ) {
    const key = firstKeyAt(bytes, at, to)
    if (key === undefined) return -1
    if (firstKeys.has(key)) return at > start ? at : -1
    at = bytes.indexOf(quote, at + 1) + key.length + 2
    while (at < to && (isSpace(bytes[at]) || bytes[at] === colon)) at++
    if (at >= to || bytes[at] !== brace) return -1
  }
}

/**
 * The first place from `from` on where a record or envelope plausibly begins; -1 if there is none before `to`.
 * Its key may reach up to `end`.
 */
export function plausibleStart(bytes: Buffer, from: number, to: number, end: number): number {
  for (let at = bytes.indexOf(brace, from); at >= 0 && at < to; at = bytes.indexOf(brace, at + 1)) {
    const before = bytes[at - 1]
    if (before === newline || before === carriageReturn) return at
    const key = firstKeyAt(bytes, at, end)
    if (key !== undefined && firstKeys.has(key)) return at
  }
  return -1
}
