import { accessLogOnly, cloudTrailOnly, type Field, type FieldType } from '../field.ts'
import { compileRawPath, spellingsOf } from './raw-path.ts'
import { compileRawStructure } from './raw-structure.ts'

/** A row of a table of raw names: `[name, type, meaning]`. */
export type RawName = readonly [name: string, type: FieldType, meaning: string]

/** The path that a name stands for: rules may leave out the `[]` that marks a list. */
export const pathOf = (name: string): string => name.replaceAll('[]', '')

/** A member of the CloudTrail record under AWS's own name, so that rules written for CloudTrail work as they are. */
export function recordField([name, type, meaning]: RawName): Field {
  const path = pathOf(name)
  const readRaw = compileRawPath(path)
  const readStructure = compileRawStructure(path)
  return {
    name,
    type,
    meaning,
    source: 'the record',
    logs: cloudTrailOnly,
    paths: spellingsOf(path),
    read: observation => readRaw(observation.event.raw),
    structure: observation => readStructure(observation.event.raw),
  }
}

/** A field of the access log line; `others` are the names it has in another form of the log. */
export function lineField([name, type, meaning]: RawName, ...others: string[]): Field {
  const names = [name, ...others]
  return {
    name,
    type,
    meaning,
    source: 'the line',
    logs: accessLogOnly,
    paths: [],
    read({ event }) {
      if (event.log !== 's3-access-log') return undefined
      for (const other of names) {
        const value = event.raw[other]
        if (value !== undefined && typeof value !== 'object') return value
        if (value === null) return null
      }
      return undefined
    },
  }
}
