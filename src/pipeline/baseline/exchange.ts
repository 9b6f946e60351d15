import * as z from 'zod'
import { type CompiledDetection, compileDetections, type Detection, joinRows, type StateRow } from '#detect'
import { type EnvironmentSettings, environmentOf } from '#events'
import type { AllowEntry } from '#findings'
import { failure, type Issue, ok, type Result } from '#primitives'
import type { Store } from '#store'
import type { Learnt } from '../keeping/batch.ts'
import { detectionDigest } from '../keeping/detection-digest.ts'
import { type KnowledgeRow, knownFrom } from '../keeping/inventory-rows.ts'
import { Keeper } from '../keeping/keeper.ts'
import { knownDetections } from './baselines.ts'
import { fromTaggedJson, toTaggedJson } from './tagged-json.ts'

const schema = 'bucketwatch.baseline/1'

const line = z.discriminatedUnion('kind', [
  z.strictObject({ schema: z.literal(schema), kind: z.literal('header'), until: z.number().nullable() }),
  z.strictObject({
    schema: z.literal(schema),
    kind: z.literal('state'),
    detection: z.string(),
    digest: z.string(),
    scope: z.string(),
    entry: z.string(),
    last: z.number().nullable(),
    open: z.boolean(),
    value: z.unknown(),
  }),
  z.strictObject({
    schema: z.literal(schema),
    kind: z.literal('knowledge'),
    of: z.string(),
    name: z.string(),
    value: z.unknown(),
  }),
])

type ExportedLine = z.infer<typeof line>

/** The baselines and the knowledge as JSON lines; findings and positions are not in it. */
export function* exportBaseline(store: Store, detections: readonly Detection[]): Generator<string> {
  const known = knownDetections(store, detections)
  if (!known.ok) return
  const until = store.facts.number('seen-until') ?? null
  yield `${JSON.stringify({ schema, kind: 'header', until })}\n`
  for (const { kind, name, value } of store.knowledge.all()) {
    yield `${toTaggedJson({ schema, kind: 'knowledge', of: kind, name, value })}\n`
  }
  for (const { compiled, id } of known.value) {
    const { slug } = compiled.detection
    const digest = detectionDigest(compiled.detection)
    for (const scope of ['', ...store.states.scopes(id)]) {
      for (const { entry, last, open, value } of store.states.rowsOf(id, scope)) {
        const row = { schema, kind: 'state', detection: slug, digest, scope, entry, last: last ?? null, open, value }
        yield `${toTaggedJson(row)}\n`
      }
    }
  }
}

export interface Imported {
  readonly rows: number
  /** Slugs whose rows were left out: the detection is not loaded, or is another one by now. */
  readonly leftOut: readonly string[]
}

interface ImportRequest {
  readonly store: Store
  readonly detections: readonly Detection[]
  readonly environment: EnvironmentSettings
  readonly allow: readonly AllowEntry[]
  /** Of the lines, for messages. */
  readonly file: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** Rows merged in one transaction. */
const atOnce = 2_000

/** Merges exported lines into the state file: what is there already stays, and the same lines again change nothing. */
export async function importBaseline(lines: AsyncIterable<string>, request: ImportRequest): Promise<Result<Imported>> {
  const { store, detections, environment, file, now } = request
  const compiled = compileDetections(detections)
  if (!compiled.ok) return compiled
  const keeper = new Keeper(store, {
    detections: compiled.value,
    environment: environmentOf(environment),
    allow: request.allow,
  })
  const pending = new PendingRows(compiled.value)
  let number = 0
  let merged = 0
  let rows = 0
  const flush = (): Result<unknown> => {
    const size = pending.size
    const kept = usable(() => keeper.keep({ states: [pending.take()], progress: [], at: now }))
    if (kept === undefined) return failure(noneOf(file, merged + 1, number))
    rows += size
    merged = number
    return kept
  }
  for await (const text of lines) {
    const parsed = text.trim() === '' ? 'nothing' : parse(text)
    if (parsed === undefined) {
      const kept = flush()
      return kept.ok ? failure(notExported(file, number + 1)) : kept
    }
    number += 1
    if (parsed === 'nothing') continue
    pending.add(parsed)
    if (pending.size < atOnce) continue
    const kept = flush()
    if (!kept.ok) return kept
  }
  const kept = flush()
  return kept.ok ? ok({ rows, leftOut: [...pending.leftOut].sort() }) : kept
}

/** What a value has to look like only its detection knows: undefined where that fails over it, and nothing has changed then. */
function usable<T>(merge: () => T): T | undefined {
  try {
    return merge()
  } catch (error) {
    if (error instanceof Error) return undefined
    throw error
  }
}

/** Rows that were read, until they are merged. */
class PendingRows {
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

  add(row: ExportedLine): void {
    if (row.kind === 'header') {
      this.#until = row.until ?? undefined
      return
    }
    if (row.kind === 'knowledge') this.#knowledge.push({ kind: row.of, name: row.name, value: row.value })
    else {
      const { detection, digest, scope, entry, value, last, open } = row
      if (this.#bySlug.get(detection)?.digest !== digest) {
        this.leftOut.add(detection)
        return
      }
      const own = this.#states.get(detection) ?? []
      this.#states.set(detection, own)
      own.push({ scope, entry, value, last: last ?? undefined, open })
    }
    this.size += 1
  }

  /** What the rows say, as if it had been read from logs. */
  take(): Learnt {
    const detections = new Map(
      Array.from(this.#states, ([slug, rows]) => {
        const { compiled } = this.#bySlug.get(slug) ?? {}
        return compiled === undefined ? [] : ([[slug, joinRows(compiled, rows)]] as const)
      }).flat(),
    )
    const { inventory, roles } = knownFrom(this.#knowledge)
    this.#states = new Map()
    this.#knowledge = []
    this.size = 0
    return { detect: { detections, last: this.#until }, inventory, principals: [...roles] }
  }
}

function parse(text: string): ExportedLine | undefined {
  try {
    const parsed = line.safeParse(fromTaggedJson(text))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}

const notExported = (file: string, number: number): Issue => ({
  code: 'not-a-baseline',
  message: 'This is no line of an exported baseline. The lines before it were merged.',
  at: { file, line: number },
  expected: `a JSON object with "schema": "${schema}"`,
})

const noneOf = (file: string, first: number, last: number): Issue => ({
  code: 'not-a-baseline',
  message: `A value in the lines from here to ${last} is none that was exported. The lines before them were merged, these were not.`,
  at: { file, line: first },
  expected: 'lines as they were exported',
})
