import { readFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Detection } from '#detect'
import { failure, type Issue, isNonEmpty, ok, type Result } from '#primitives'
import { parseSigma, placeOf, type SigmaRule } from '#sigma'
import { detectionFromBlock } from './detection-from-block.ts'
import { detectionFromSigma } from './detection-from-sigma.ts'
import { logsourceIssues } from './logsource.ts'

/** Every detection carries its rule in a file of this name. */
export const detectionFile = 'detection.yml'

/** Reads one detection folder. Its name is the detection's slug. */
export async function readDetectionFolder(folder: string): Promise<Result<Detection>> {
  const file = join(folder, detectionFile)
  const rules = await readRules(file)
  if (!rules.ok) return rules
  const [rule, ...more] = rules.value
  if (rule === undefined || more.length > 0) {
    const message = `a detection folder holds one rule; ${file} has ${rules.value.length}`
    return failure({ code: 'not-one-rule', message, at: { file } })
  }
  return toDetection(rule, basename(folder))
}

/** Reads a file of Sigma rules, with or without a `bucketwatch:` block; their slugs come from the file's name. */
export async function readSigmaFile(file: string): Promise<Result<readonly Detection[]>> {
  if (basename(file) === detectionFile) {
    const detection = await readDetectionFolder(dirname(file))
    return detection.ok ? ok([detection.value]) : detection
  }
  const rules = await readRules(file)
  if (!rules.ok) return rules
  const slug = slugOfFile(file)
  return collect(rules.value.map((rule, index) => toDetection(rule, index === 0 ? slug : `${slug}-${index + 1}`)))
}

async function readRules(file: string): Promise<Result<readonly SigmaRule[]>> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return failure({ code: 'unreadable-file', message: `the rule cannot be read: ${reason}`, at: { file } })
  }
  return parseSigma(text, file)
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
