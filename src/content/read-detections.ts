import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Detection } from '#detect'
import { failure, type Issue, isNonEmpty, ok, type Result } from '#primitives'
import {
  type ParseOptions,
  parseSigmaDocuments,
  placeOf,
  type SigmaCorrelation,
  type SigmaDocument,
  type SigmaFilter,
  type SigmaRule,
} from '#sigma'
import { detectionFromBlock } from './detection-from-block.ts'
import { detectionFromSigma } from './detection-from-sigma.ts'
import { detectionFile } from './list-rule-files.ts'
import { logsourceIssues } from './logsource.ts'

/** What a file of Sigma holds. */
export interface RuleFile {
  readonly detections: readonly Detection[]
  /** They narrow whatever rules they are loaded with. */
  readonly filters: readonly SigmaFilter[]
}

/** Reads one detection folder. Its name is the detection's slug. */
export async function readDetectionFolder(folder: string, options?: ParseOptions): Promise<Result<Detection>> {
  const file = join(folder, detectionFile)
  const documents = await readDocuments(file, options)
  if (!documents.ok) return documents
  const [document, ...more] = documents.value
  if (document?.kind !== 'rule' || more.length > 0) {
    const message = `a detection folder holds one rule; ${file} has ${documents.value.length} documents`
    return failure({ code: 'not-one-rule', message, at: { file } })
  }
  return toDetection(document.rule, basename(folder))
}

/** Reads a file of Sigma rules, with or without a `bucketwatch:` block; their slugs come from the file's name. */
export async function readSigmaFile(file: string, options?: ParseOptions): Promise<Result<RuleFile>> {
  if (basename(file) === detectionFile) {
    const detection = await readDetectionFolder(dirname(file), options)
    return detection.ok ? ok({ detections: [detection.value], filters: [] }) : detection
  }
  const documents = await readDocuments(file, options)
  if (!documents.ok) return documents
  const correlation = documents.value.find(document => document.kind === 'correlation')?.correlation
  if (correlation !== undefined) return failure(correlationInFile(correlation))
  const slug = slugOfFile(file)
  const rules = documents.value.flatMap(document => (document.kind === 'rule' ? document.rule : []))
  const detections = collect(rules.map((rule, index) => toDetection(rule, index === 0 ? slug : `${slug}-${index + 1}`)))
  const filters = documents.value.flatMap(document => (document.kind === 'filter' ? document.filter : []))
  return detections.ok ? ok({ detections: detections.value, filters }) : detections
}

/** Its rules alone would say something else than they do together. */
const correlationInFile = (correlation: SigmaCorrelation): Issue => ({
  code: 'unsupported-document',
  message: 'a correlation is read from the folder of a detection only; put the file into one, as detection.yml',
  at: placeOf(correlation, 'correlation'),
})

/** The documents of a file. */
export async function readDocuments(file: string, options?: ParseOptions): Promise<Result<readonly SigmaDocument[]>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failure({ code: 'unreadable-file', message: `the rule cannot be read: ${reason}`, at: { file } })
  }
  return parseSigmaDocuments(text, file, options)
}

function toDetection(rule: SigmaRule, slug: string): Result<Detection> {
  const logsource = logsourceIssues(rule)
  if (isNonEmpty(logsource)) return failure(...logsource)
  if (rule.custom.bucketwatch !== undefined) return detectionFromBlock(rule, slug)
  const unknown = Object.keys(rule.custom).find(key => key.toLowerCase().replaceAll(/[^a-z]/g, '') === 'bucketwatch')
  if (unknown === undefined) return ok(detectionFromSigma(rule, slug))
  const message = `there is no key "${unknown}" in a rule; did you mean "bucketwatch"?`
  return failure({ code: 'unknown-key', message, at: placeOf(rule, unknown), received: unknown })
}

/** All values, or all issues. */
export function collect<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const issues: readonly Issue[] = results.flatMap(result => (result.ok ? [] : result.issues))
  return isNonEmpty(issues) ? failure(...issues) : ok(results.flatMap(result => (result.ok ? [result.value] : [])))
}
/** `aws_S3 tampering.yml` is `aws-s3-tampering`. */
function slugOfFile(file: string): string {
  const name = basename(file, extname(file)).toLowerCase()
  return name.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'rule'
}

/** Where a loaded detection's rule stands. */
export const fileOfDetection = (detection: Detection): string => placeOf(detection.rule, 'title').file
