import type { Detection } from '#detect'
import { type EnvironmentSettings, environmentOf, noSettings } from '#events'
import type { Finding } from '#findings'
import { defaultFormatLimits } from '#formats'
import { type JsonObject, ok, type Result } from '#primitives'
import { defaultSourceLimits } from '#sources'
import { conclude } from './conclude.ts'
import { createLogReader, type Reading } from './log-reader.ts'
import { everything } from './scope.ts'

/** A CloudTrail record, or a line of an S3 server access log. */
type LogRecord = JsonObject | string

/** Runs detections over a few records in memory, as if they were log files: how detection cases are tried. */
export async function scanRecords(
  records: readonly LogRecord[],
  detections: readonly Detection[],
  environment: EnvironmentSettings = noSettings,
  reading: Reading = 'plan',
): Promise<Result<readonly Finding[]>> {
  const reader = createLogReader({
    detections,
    scope: everything,
    sourceLimits: defaultSourceLimits,
    formatLimits: defaultFormatLimits,
    databases: [],
    reading,
    environment,
  })
  if (!reader.ok) return reader
  for (const text of [
    records.filter(record => typeof record !== 'string').map(record => JSON.stringify(record)),
    records.filter(record => typeof record === 'string'),
  ]) {
    const bytes = new TextEncoder().encode(text.map(line => `${line}\n`).join(''))
    if (bytes.length > 0) await reader.value.readContent({ name: 'case', chunks: [bytes], issue: () => undefined })
  }
  return ok(conclude(reader.value.compiled, [reader.value.state()], environmentOf(environment)).findings)
}
