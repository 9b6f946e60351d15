import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import * as z from 'zod'
import type { Finding } from '#findings'
import { escapeTerminal, systemReason } from '#primitives'
import { CommandError, exitCodes } from '../../exit-codes.ts'

const optionalText = z.string().nullable()

/** What of a finding's JSON is compared with allow entries, or shown. */
const finding = z.looseObject({
  schema: z.literal('bucketwatch.finding/1'),
  id: z.string(),
  detection: z.looseObject({ slug: z.string() }),
  message: z.string(),
  outcome: z.string(),
  actor: z.looseObject({ session: z.string(), principal: z.string(), account: optionalText, kind: z.string() }),
  network: z.looseObject({ ip: optionalText, service: optionalText, country: optionalText, asn: optionalText }),
  account: optionalText,
  region: optionalText,
  buckets: z.array(z.string()),
  entities: z.array(z.looseObject({ type: z.string(), role: z.string(), value: z.string() })),
})

/** The findings of a scan that was written as JSON lines or JSON, with those that allow entries hid. */
export async function readFindings(file: string): Promise<readonly Finding[]> {
  const name = file === '-' ? 'standard input' : file
  const content = await (file === '-' ? text(process.stdin) : readFile(file, 'utf8')).catch((error: unknown) => {
    throw unreadable(name, systemReason(error))
  })
  return valuesIn(content, name).map((value, index) => {
    const read = finding.safeParse(value)
    if (read.success) return value as Finding
    const [issue] = read.error.issues
    throw unreadable(name, `value ${index + 1} is no finding: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
  })
}

/** Of a report, its findings; of a list, its items; else a value a line. */
function valuesIn(content: string, name: string): readonly unknown[] {
  const whole = parse(content)
  if (Array.isArray(whole)) return whole
  if (isReport(whole)) return [...whole.findings, ...(Array.isArray(whole.suppressed) ? whole.suppressed : [])]
  if (whole !== undefined) return [whole]
  return content.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const value = parse(line)
    if (value === undefined) throw unreadable(name, `line ${index + 1} is no JSON`)
    return [value]
  })
}

const isReport = (value: unknown): value is { findings: unknown[]; suppressed?: unknown } =>
  typeof value === 'object' &&
  value !== null &&
  'findings' in value &&
  Array.isArray(value.findings) &&
  !('id' in value)

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

const unreadable = (name: string, reason: string): CommandError =>
  new CommandError(
    `${escapeTerminal(name)} holds no findings that can be read: ${escapeTerminal(reason)}`,
    exitCodes.input,
  )
