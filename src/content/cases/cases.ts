import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { checkEnvironment } from '#config'
import type { EnvironmentSettings } from '#events'
import { failure, isObject, type JsonObject, type JsonValue, ok, type Result, systemReason } from '#primitives'
import { collect } from '../collect.ts'

/** A CloudTrail record as AWS writes it, or one line of an S3 server access log. */
export type CaseRecord = JsonObject | string

/** Dotted paths into a finding's JSON form, and the values they must have. */
export type Expectation = Readonly<Record<string, JsonValue | undefined>>

/** Records, and the findings of the detection that exist once all of them are known. */
export interface CaseStep {
  readonly records: readonly CaseRecord[]
  readonly expect: readonly Expectation[]
}

export interface Case {
  /** `fires/denied.json` */
  readonly name: string
  /** What the configuration says while the case runs; nothing, when absent. */
  readonly environment?: EnvironmentSettings
  /** One step for `fires` and `silent`; for a timeline one for each `expect` line, its records all those before it. */
  readonly steps: readonly CaseStep[]
}

const kinds = [
  { folder: 'fires', ending: '.json', read: readFiring },
  { folder: 'silent', ending: '.json', read: readSilent },
  { folder: 'timeline', ending: '.jsonl', read: readTimeline },
] as const

/** The folders beside a rule that hold its cases. */
export const caseFolders: readonly string[] = kinds.map(({ folder }) => folder)

/** Reads the cases of a detection folder, in the order of their names; a folder without any has none. */
export async function readCases(detectionFolder: string): Promise<Result<readonly Case[]>> {
  const read = await Promise.all(
    kinds.map(async kind => {
      const folder = join(detectionFolder, kind.folder)
      const names = (await readdir(folder).catch(() => [])).filter(name => extname(name) === kind.ending).toSorted()
      return names.map(async name => readCase(join(folder, name), `${kind.folder}/${name}`, kind.read))
    }),
  )
  return collect(await Promise.all(read.flat()))
}

async function readCase(
  file: string,
  name: string,
  read: (text: string, file: string) => Result<Content>,
): Promise<Result<Case>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    return failure(bad(file, `it cannot be read: ${systemReason(error)}`))
  }
  const content = read(text, file)
  return content.ok ? ok({ name, ...content.value }) : content
}

type Content = Omit<Case, 'name'>

/** `{records, config?}` with what else it says, or the records alone. */
interface Wrapped {
  readonly records: readonly CaseRecord[]
  readonly expect: JsonValue | undefined
  readonly environment?: EnvironmentSettings
}

function readWrapped(text: string, file: string): Result<Wrapped> {
  const value = parse(text, file)
  if (!value.ok) return value
  const wrapped = isObject(value.value) && Array.isArray(value.value.records) ? value.value : undefined
  const records = recordsOf(wrapped?.records ?? value.value, file)
  if (!records.ok) return records
  const content = { records: records.value, expect: wrapped?.expect }
  if (wrapped?.config === undefined) return ok(content)
  const environment = checkEnvironment(wrapped.config, { placeOf: () => ({ file }) })
  return environment.ok ? ok({ ...content, environment: environment.value }) : environment
}

/** A record, a list of records, or `{records, expect, config}` that says what the one finding must look like. */
function readFiring(text: string, file: string): Result<Content> {
  const wrapped = readWrapped(text, file)
  if (!wrapped.ok) return wrapped
  const { records, expect = {}, ...rest } = wrapped.value
  return isObject(expect)
    ? ok({ ...rest, steps: [{ records, expect: [expect] }] })
    : failure(bad(file, '"expect" must be a map'))
}

function readSilent(text: string, file: string): Result<Content> {
  const wrapped = readWrapped(text, file)
  if (!wrapped.ok) return wrapped
  const { records, expect, ...rest } = wrapped.value
  if (expect !== undefined) return failure(bad(file, 'a silent case expects nothing; leave "expect" out'))
  return ok({ ...rest, steps: [{ records, expect: [] }] })
}

function readTimeline(text: string, file: string): Result<Content> {
  const steps: CaseStep[] = []
  const records: CaseRecord[] = []
  let environment: EnvironmentSettings | undefined
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const value = parse(line, file, index + 1)
    if (!value.ok) return value
    const { record, expect, config } = isObject(value.value) ? value.value : {}
    if (config !== undefined) {
      const checked = checkEnvironment(config, { placeOf: () => ({ file, line: index + 1 }) })
      if (!checked.ok) return checked
      environment = checked.value
    } else if (isObject(record) || typeof record === 'string') records.push(record)
    else if (Array.isArray(expect) && expect.every(isObject)) steps.push({ records: [...records], expect })
    else
      return failure(
        bad(file, 'a line of a timeline is {"record": ...}, {"expect": [...]} or {"config": {...}}', index + 1),
      )
  }
  return steps.length > 0
    ? ok({ steps, ...(environment && { environment }) })
    : failure(bad(file, 'the timeline expects nothing; add a line {"expect": [...]}'))
}

function recordsOf(value: JsonValue, file: string): Result<readonly CaseRecord[]> {
  const records = Array.isArray(value) ? (value as readonly JsonValue[]) : [value]
  const good = records.filter(record => isObject(record) || typeof record === 'string')
  if (good.length === records.length && good.length > 0) return ok(good)
  return failure(bad(file, 'a case is one record or a list of records; a record is an object or an access log line'))
}

function parse(text: string, file: string, line?: number): Result<JsonValue> {
  try {
    return ok(JSON.parse(text) as JsonValue)
  } catch (error) {
    return failure(bad(file, `not JSON: ${error instanceof Error ? error.message : String(error)}`, line))
  }
}

const bad = (file: string, message: string, line?: number) => ({
  code: 'bad-case',
  message,
  at: { file, ...(line === undefined ? {} : { line }) },
})
