import type { Place } from '#primitives'
import type { SigmaMetadata } from '../rule.ts'
import type { YamlDocument } from './parse-yaml.ts'

/** Tells where the parts of a search stand; paths are dotted and relative to the search. */
export interface Places {
  /** Where a key, or an item of a list, stands. */
  key(path: string): Place
  /** Where a value stands. */
  value(path: string): Place
  /** Where a character of a text stands; the text's start where YAML's spelling differs from the value. */
  character?(path: string, index: number): Place
}

/**
 * Where a dotted path (`bucketwatch.group.by.0`) of a document stands; for a path that is not there, where
 * its closest parent stands, and at last the start of the document.
 */
export function placeOf(rule: SigmaMetadata, path: string): Place {
  let rest = path
  for (;;) {
    const place = Object.hasOwn(rule.places, rest) ? rule.places[rest] : undefined
    if (place !== undefined) return place
    if (rest === '') return { file: '' }
    rest = parentOf(rest)
  }
}

/** The places inside a document below `root`. */
export function placesIn(document: YamlDocument, root: string): Places {
  const absolute = (path: string): string => (path === '' ? root : joinPath(root, path))
  const key = (path: string): Place => {
    for (let rest = absolute(path); rest !== ''; rest = parentOf(rest)) {
      const place = document.keys.get(rest)
      if (place !== undefined) return place
    }
    return document.start
  }
  const value = (path: string): Place => document.scalars.get(absolute(path))?.place ?? key(path)
  const character = (path: string, index: number): Place => {
    const start = value(path)
    const isVerbatim = document.scalars.get(absolute(path))?.verbatim === true
    return isVerbatim && start.column !== undefined ? { ...start, column: start.column + index } : start
  }
  return { key, value, character }
}

export const joinPath = (path: string, key: string | number): string => (path === '' ? `${key}` : `${path}.${key}`)

const parentOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('.'), 0))
