import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { failure, isObject, type JsonObject, type JsonValue, ok, type Result } from '#primitives'
import { collect } from './read-detections.ts'

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
  /** One step for `fires` and `silent`; for a timeline one for each `expect` line, its records all those before it. */
  readonly steps: readonly CaseStep[]
}

const kinds = [
  { folder: 'fires', ending: '.json', read: readFiring },
  { folder: 'silent', ending: '.json', read: readSilent },
  { folder: 'timeline', ending: '.jsonl', read: readTimeline },
] as const

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
  read: (text: string, file: string) => Result<readonly CaseStep[]>,
): Promise<Result<Case>> {
  const steps = read(await readFile(file, 'utf8'), file)
  return steps.ok ? ok({ name, steps: steps.value }) : steps
}

/** A record, a list of records, or `{records, expect}` that says what the one finding must look like. */
function readFiring(text: string, file: string): Result<readonly CaseStep[]> {
  const value = parse(text, file)
  if (!value.ok) return value
  const wrapped = isObject(value.value) && Array.isArray(value.value.records) ? value.value : undefined
  const records = recordsOf(wrapped?.records ?? value.value, file)
  if (!records.ok) return records
  const expect = wrapped?.expect ?? {}
  return isObject(expect)
    ? ok([{ records: records.value, expect: [expect] }])
    : failure(bad(file, '"expect" must be a map'))
}

function readSilent(text: string, file: string): Result<readonly CaseStep[]> {
  const value = parse(text, file)
  if (!value.ok) return value
  const records = recordsOf(value.value, file)
  return records.ok ? ok([{ records: records.value, expect: [] }]) : records
}

function readTimeline(text: string, file: string): Result<readonly CaseStep[]> {
  const steps: CaseStep[] = []
  const records: CaseRecord[] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const value = parse(line, file, index + 1)
    if (!value.ok) return value
    const { record, expect } = isObject(value.value) ? value.value : {}
    if (isObject(record) || typeof record === 'string') records.push(record)
    else if (Array.isArray(expect) && expect.every(isObject)) steps.push({ records: [...records], expect })
    else return failure(bad(file, 'a line of a timeline is {"record": ...} or {"expect": [...]}', index + 1))
  }
  return steps.length > 0 ? ok(steps) : failure(bad(file, 'the timeline expects nothing; add a line {"expect": [...]}'))
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
