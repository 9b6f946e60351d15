import type { Detection } from '#detect'
import { escapeTerminal } from '#primitives'
import { CommandError } from './exit-codes.ts'
import { titledSuggestion } from './suggestion.ts'

type Named = Pick<Detection, 'slug' | 'id' | 'title'>

/** What a person means by a slug, an id or a title; letter case does not count. */
export function namedBy<Some extends Named>(all: readonly Some[], name: string): Some | undefined {
  const wanted = name.trim().toLowerCase()
  return all.find(({ slug, id, title }) => [slug, id, title].some(own => own.toLowerCase() === wanted))
}

/** The detection of that name; one that nobody knows ends the command, with those that may be meant. */
export function findDetection<Some extends Named>(detections: readonly Some[], name: string): Some {
  const found = namedBy(detections, name)
  if (found !== undefined) return found
  throw new CommandError(`there is no detection "${escapeTerminal(name)}"${titledSuggestion(name, detections)}`)
}
