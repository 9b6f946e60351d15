import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Detection } from '#detect'
import { failure, type Issue, isNonEmpty, ok, type Result, systemReason } from '#primitives'
import {
  type ParseOptions,
  parseSigmaDocuments,
  placeOf,
  type SigmaCorrelation,
  type SigmaDocument,
  type SigmaFilter,
  type SigmaMetadata,
  type SigmaRule,
} from '#sigma'
import { collect } from '../collect.ts'
import { detectionFromBlock } from './detection-from-block.ts'
import { correlationFromSigma, detectionFromSigma } from './detection-from-sigma.ts'
import { detectionFile } from './list-rule-files.ts'
import { logsourceIssues } from './logsource.ts'
import { partsAmong } from './parts-among.ts'

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
  return detectionOf(documents.value, basename(folder), file)
}

/** One rule, or a correlation with the rules that it is made of. */
function detectionOf(documents: readonly SigmaDocument[], slug: string, file: string): Result<Detection> {
  const rules = documents.flatMap(document => (document.kind === 'rule' ? document.rule : []))
  const correlations = documents.flatMap(document => (document.kind === 'correlation' ? document.correlation : []))
  const [rule] = rules
  if (rule !== undefined && documents.length === 1) return toDetection(rule, slug)
  const whole = [...correlations, ...rules].filter(document => document.custom.bucketwatch !== undefined)
  const [main] = whole
  if (main === undefined || whole.length > 1 || correlations.length === 0 || hasFilter(documents)) {
    const message = `a detection folder holds one rule, or a correlation with its rules, of which one document has the bucketwatch block; ${file} has ${whole.length} blocks in ${documents.length} documents`
    return failure({ code: 'not-one-rule', message, at: { file } })
  }
  return toCorrelation(
    main,
    [...rules, ...correlations].filter(document => document !== main),
    slug,
  )
}

const hasFilter = (documents: readonly SigmaDocument[]): boolean => documents.some(({ kind }) => kind === 'filter')

function toCorrelation(
  main: SigmaRule | SigmaCorrelation,
  documents: readonly (SigmaRule | SigmaCorrelation)[],
  slug: string,
): Result<Detection> {
  const issues: readonly Issue[] = documents.flatMap(document =>
    'logsource' in document ? logsourceIssues(document) : [],
  )
  if (isNonEmpty(issues)) return failure(...issues)
  if (!('groupBy' in main) || main.custom.bucketwatch !== undefined) return detectionFromBlock(main, slug, documents)
  return misspeltBlock(main) ?? ok(correlationFromSigma(main, documents, slug))
}

/** Reads a file of Sigma rules, with or without a `bucketwatch:` block; their slugs come from the file's name. */
export async function readSigmaFile(file: string, options?: ParseOptions): Promise<Result<RuleFile>> {
  if (basename(file) === detectionFile) {
    const detection = await readDetectionFolder(dirname(file), options)
    return detection.ok ? ok({ detections: [detection.value], filters: [] }) : detection
  }
  const documents = await readDocuments(file, options)
  if (!documents.ok) return documents
  const found = detectionsIn(documents.value, slugOfFile(file))
  const filters = documents.value.flatMap(document => (document.kind === 'filter' ? document.filter : []))
  return found.ok ? ok({ detections: found.value, filters }) : found
}

/** Each document is a detection, but for the parts of correlations. */
function detectionsIn(documents: readonly SigmaDocument[], slug: string): Result<readonly Detection[]> {
  const all = documents.flatMap(document => {
    if (document.kind === 'filter') return []
    return document.kind === 'rule' ? document.rule : document.correlation
  })
  const parts = partsAmong(all)
  const whole = all.filter(document => !parts.has(document))
  return collect(
    whole.map((document, index) => {
      const own = index === 0 ? slug : `${slug}-${index + 1}`
      if (!('groupBy' in document)) return toDetection(document, own)
      return toCorrelation(
        document,
        all.filter(other => parts.has(other)),
        own,
      )
    }),
  )
}

/** The documents of a file. */
export async function readDocuments(file: string, options?: ParseOptions): Promise<Result<readonly SigmaDocument[]>> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    const message = `The rule cannot be read: ${systemReason(error)}.`
    return failure({ code: 'unreadable-file', message, at: { file } })
  }
  const text = decodeUtf8(bytes)
  if (text !== undefined) return parseSigmaDocuments(text, file, options)
  const message = 'The file is not text in UTF-8, as rules are; save it anew in that encoding.'
  return failure({ code: 'not-utf8', message, at: { file } })
}

/** A letter that cannot be read would be looked for as another one, in silence. Zeros are a sign of UTF-16. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function toDetection(rule: SigmaRule, slug: string): Result<Detection> {
  const logsource = logsourceIssues(rule)
  if (isNonEmpty(logsource)) return failure(...logsource)
  if (rule.custom.bucketwatch !== undefined) return detectionFromBlock(rule, slug)
  return misspeltBlock(rule) ?? ok(detectionFromSigma(rule, slug))
}

function misspeltBlock(rule: SigmaMetadata): Result<Detection> | undefined {
  const unknown = Object.keys(rule.custom).find(key => key.toLowerCase().replaceAll(/[^a-z]/g, '') === 'bucketwatch')
  if (unknown === undefined) return undefined
  const message = `there is no key "${unknown}" in a rule; did you mean "bucketwatch"?`
  return failure({ code: 'unknown-key', message, at: placeOf(rule, unknown), received: unknown })
}

/** `aws_S3 tampering.yml` is `aws-s3-tampering`. */
function slugOfFile(file: string): string {
  const name = basename(file, extname(file)).toLowerCase()
  return name.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'rule'
}

/** Where a loaded detection's rule stands. */
export const fileOfDetection = (detection: Detection): string => placeOf(detection.rule, 'title').file
