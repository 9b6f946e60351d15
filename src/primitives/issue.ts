/** Something wrong with input from outside: where it is, what was expected, what was there. */
export interface Issue {
  /** A stable word for the kind of problem, e.g. `unknown-field`. Listed in docs/reference/errors.md. */
  readonly code: string
  /** A sentence a person can act on, without the place. */
  readonly message: string
  readonly at: Place
  readonly expected?: string
  readonly received?: string
}

/** A place in a file: as much of it as is known. Lines and columns count from 1, offsets from 0. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
  /** Byte offset in the decompressed content. */
  readonly offset?: number
  /** The record's number in the file, from 1. */
  readonly record?: number
}

/** `trail.json.gz:12:3`, `trail.json.gz#412 (byte 3053)`. */
export function formatPlace(place: Place): string {
  let text = place.file
  if (place.line !== undefined) text += `:${place.line}`
  if (place.line !== undefined && place.column !== undefined) text += `:${place.column}`
  if (place.record !== undefined) text += `#${place.record}`
  if (place.offset !== undefined && place.line === undefined) text += ` (byte ${place.offset})`
  return text
}

/** `detections/x/detection.yml:14: ...` */
export const formatIssue = (issue: Issue): string => `${formatPlace(issue.at)}: ${issue.message}`
