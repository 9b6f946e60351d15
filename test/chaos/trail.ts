import { globSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { demoMonth } from '../../bench/generator/demo/month.ts'
import type { Random } from '../../bench/generator/random.ts'
import { accessLogObjectName, cloudTrailObjectName } from '../../bench/generator/trail-layout.ts'
import type { JsonObject } from '../../src/primitives/index.ts'

/** A log file of the trail: told of by the queue, or found where the bucket is listed. */
export interface ChaosFile {
  readonly key: string
  readonly body: Buffer
  readonly way: 'listed' | 'notified'
}

const account = '111122223333'
const region = 'us-east-1'
/** As many of the files, at most, are access logs. */
const accessLogShare = 0.15
/** A scan shows fewer events of each where it counts in more than 250 hours: less than all of the month has. */
const from = '2026-10-14'

/**
 * The last week of the demo's month, and what each detection has as an example of itself, cut into so many files in random order. They are
 * delivered now, however old their events are: what is dated long ago is not looked for in a bucket.
 */
export function chaosTrail(random: Random, count: number, now: number): ChaosFile[] {
  const { records, lines } = readWeek()
  const all = [...records, ...examples(random.fork('examples'))].toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
  const ofAccessLogs = [...lines].map(([bucket, own]) => ({
    bucket,
    parts: cut(own, Math.floor((count * accessLogShare) / lines.size)),
  }))
  const logs = ofAccessLogs.flatMap(({ bucket, parts }) =>
    parts.map(part => ({ name: accessLogObjectName(`${bucket}/`, now, random), body: Buffer.from(part.join('')) })),
  )
  const trail = cut(all, count - logs.length).map(part => ({
    name: cloudTrailObjectName(account, region, now, random),
    body: gzipSync(JSON.stringify({ Records: part })),
  }))
  return shuffle(
    [...logs, ...trail].map(({ name, body }) => {
      const way = random.chance(0.5) ? 'listed' : 'notified'
      return { key: `${way}/${name}`, body, way }
    }),
    random,
  )
}

function shuffle<T>(items: readonly T[], random: Random): T[] {
  const drawn = items.map(item => ({ item, at: random.next() }))
  return drawn.toSorted((a, b) => a.at - b.at).map(({ item }) => item)
}

function readWeek(): { records: JsonObject[]; lines: Map<string, string[]> } {
  const records: JsonObject[] = []
  const lines = new Map<string, string[]>()
  for (const { name, content } of demoMonth(1)) {
    if (name.endsWith('.gz')) {
      const all = (JSON.parse(content) as { Records: JsonObject[] }).Records
      records.push(...all.filter(record => timeOf(record) >= from))
    } else if ((/\d{4}-\d{2}-\d{2}/.exec(name)?.[0] ?? '') >= from) {
      const bucket = name.split('/')[1] ?? ''
      lines.set(bucket, [...(lines.get(bucket) ?? []), ...content.split(/(?<=\n)/)])
    }
  }
  return { records, lines }
}

/** Records that make each detection fire, each as an event of its own. */
function examples(random: Random): JsonObject[] {
  const cases = globSync('detections/*/fires/*.json').sort()
  const timelines = globSync('detections/*/timeline/*.jsonl').sort()
  const records = [
    ...cases.flatMap(path => (JSON.parse(readFileSync(path, 'utf8')) as { records?: unknown[] }).records ?? []),
    ...timelines.flatMap(path =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map(line => (JSON.parse(line) as { record?: unknown }).record),
    ),
  ]
  return records.filter(isTrailRecord).map(record => ({ ...record, eventID: random.guid() }))
}

const isTrailRecord = (record: unknown): record is JsonObject =>
  typeof record === 'object' && record !== null && 'eventTime' in record && 'eventSource' in record

const timeOf = ({ eventTime }: JsonObject): string => (typeof eventTime === 'string' ? eventTime : '')

/** In so many pieces of about one size, as long as there is one thing for each. */
function cut<T>(items: readonly T[], count: number): T[][] {
  const pieces = Math.min(count, items.length)
  return Array.from({ length: pieces }, (_, index) =>
    items.slice(Math.floor((index * items.length) / pieces), Math.floor(((index + 1) * items.length) / pieces)),
  )
}
