import { join } from 'node:path'
import * as z from 'zod'
import type { Detection } from '#detect'
import { failure, type Issue, isNonEmpty, ok, type Place, type Result } from '#primitives'
import { coverageFile } from '../detections/list-rule-files.ts'
import { unknownDetections } from '../detections/unknown-detections.ts'
import { packageRoot } from '../package-root.ts'
import { readShaped } from '../read-shaped.ts'

/** `peers`: what other tools detect. `gaps`: what real attacks do and other tools leave uncovered, or cover by half. */
export const coverageSections = ['peers', 'gaps'] as const

const behaviour = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens'),
  section: z.enum(coverageSections),
  title: z.string().min(1),
  description: z.string().min(1),
  detections: z.array(z.string().min(1)).describe('Folders in detections/ that find it.').optional(),
  reason: z.string().min(1).describe('Why nothing finds it: which log would be needed.').optional(),
})

const schema = z.array(behaviour)

/** Something an intruder does to buckets, and what finds it. */
export interface Behaviour {
  readonly id: string
  readonly section: (typeof coverageSections)[number]
  readonly title: string
  readonly description: string
  /** Slugs; empty when nothing finds it, and `reason` says why. */
  readonly detections: readonly string[]
  readonly reason?: string
}

/** Reads `detections/coverage.yml`. Each behaviour names detections that exist, or says why there is none. */
export async function loadCoverage(
  detections: readonly Detection[],
  folder: string = packageRoot(),
): Promise<Result<readonly Behaviour[]>> {
  const read = await readShaped(join(folder, 'detections', coverageFile), schema)
  if (!read.ok) return read
  const { data, placeOf } = read.value
  const rows = data.map(({ detections: slugs = [], ...row }) => ({ ...row, detections: slugs }))
  const known = detections.map(({ slug }) => slug)
  const issues: readonly Issue[] = rows.flatMap((row, index) =>
    rowIssues(row, rows.slice(0, index), known, placeOf(String(index))),
  )
  return isNonEmpty(issues) ? failure(...issues) : ok(rows as readonly Behaviour[])
}

function rowIssues(
  row: { readonly id: string; readonly detections: readonly string[]; readonly reason?: string | undefined },
  earlier: readonly { readonly id: string }[],
  known: readonly string[],
  at: Place,
): Issue[] {
  const issues: Issue[] = []
  const add = (code: string, message: string): number => issues.push({ code, message, at, received: row.id })
  if (earlier.some(({ id }) => id === row.id)) add('duplicate-id', `the id ${row.id} belongs to an earlier behaviour`)
  if (row.detections.length === 0 && row.reason === undefined) {
    add('uncovered', `${row.id} names no detection; say in "reason" why there is none, and which log would be needed`)
  }
  return [...issues, ...row.detections.flatMap(slug => unknownDetections(slug, known, at))]
}
