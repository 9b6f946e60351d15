import { type CompiledDetection, joinRows, type RowProblem, rowProblem, type StateRow } from '#detect'
import type { Learnt } from '../keeping/batch.ts'
import { detectionDigest } from '../keeping/detection-digest.ts'
import { type KnowledgeRow, knownFrom } from '../keeping/inventory-rows.ts'
import type { ExportedLine } from './exported-line.ts'
import { knowledgeProblem } from './knowledge-problem.ts'

/** Rows of one detection. */
export interface RowsOfDetection {
  readonly compiled: CompiledDetection
  readonly digest: string
  readonly rows: readonly StateRow[]
}

/** Rows that were read and looked through, until they are merged. */
export class PendingRows {
  readonly leftOut = new Set<string>()
  readonly #bySlug: ReadonlyMap<string, { readonly compiled: CompiledDetection; readonly digest: string }>
  #states = new Map<string, StateRow[]>()
  #knowledge: KnowledgeRow[] = []
  #until: number | undefined
  size = 0

  constructor(detections: readonly CompiledDetection[]) {
    this.#bySlug = new Map(
      detections.map(compiled => [compiled.detection.slug, { compiled, digest: detectionDigest(compiled.detection) }]),
    )
  }

  /** Takes a line over, unless something is wrong with it. */
  add(line: ExportedLine): RowProblem | undefined {
    if (line.kind === 'header') {
      this.#until = line.until ?? undefined
      return undefined
    }
    if (line.kind === 'knowledge') {
      const row = { kind: line.of, name: line.name, value: line.value }
      const problem = knowledgeProblem(row)
      if (problem !== undefined) return problem
      this.#knowledge.push(row)
    } else {
      const { detection, digest, scope, entry, value, last, open } = line
      const known = this.#bySlug.get(detection)
      if (known?.digest !== digest) {
        this.leftOut.add(detection)
        return undefined
      }
      const row = { scope, entry, value, last: last ?? undefined, open }
      const problem = rowProblem(known.compiled, row)
      if (problem !== undefined) return problem
      const own = this.#states.get(detection) ?? []
      this.#states.set(detection, own)
      own.push(row)
    }
    this.size += 1
    return undefined
  }

  /** What waits to be merged. */
  get rows(): readonly RowsOfDetection[] {
    return Array.from(this.#states, ([slug, rows]) => {
      const known = this.#bySlug.get(slug)
      return known === undefined ? [] : [{ ...known, rows }]
    }).flat()
  }

  get knowledge(): readonly KnowledgeRow[] {
    return this.#knowledge
  }

  /** What the rows say, as if it had been read from logs. */
  take(): Learnt {
    const detections = new Map(
      this.rows.map(({ compiled, rows }) => [compiled.detection.slug, joinRows(compiled, rows)]),
    )
    const { inventory, roles } = knownFrom(this.#knowledge)
    this.#states = new Map()
    this.#knowledge = []
    this.size = 0
    return { detect: { detections, last: this.#until }, inventory, principals: [...roles] }
  }
}
