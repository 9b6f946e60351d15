/**
 * Scans a folder with one of the sets of detections that are compared, from dist/:
 * `node bench/contenders/scan-rules.ts <logs> <set> <workers>`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadContent, loadRules } from '#content'
import type { Detection } from '#detect'
import { scan } from '#pipeline'
import type { Result } from '#primitives'
import { generatedRules } from '../rules/generated-rules.ts'
import { type RuleSet, sevenSlugs } from '../rules/rule-sets.ts'

const [folder = '', set = 'ten', workers = '1'] = process.argv.slice(2)

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('; '))
  return result.value
}

async function generated(rules: readonly string[]): Promise<readonly Detection[]> {
  const home = mkdtempSync(join(tmpdir(), 'bucketwatch-rules-'))
  for (const [index, text] of rules.entries()) writeFileSync(join(home, `rule_${index}.yml`), text)
  const { detections } = valueOf(await loadRules([home]))
  rmSync(home, { recursive: true })
  return detections
}

async function detectionsOf(name: RuleSet): Promise<readonly Detection[]> {
  const rules = generatedRules(500)
  // One of each fifty, each time of another kind.
  if (name === 'ten') return generated(rules.filter((_, index) => index % 50 === Math.floor(index / 50)))
  if (name === 'five-hundred') return generated(rules)
  const { detections } = valueOf(await loadContent())
  return name === 'content' ? detections : detections.filter(({ slug }) => sevenSlugs.includes(slug))
}

const { account } = valueOf(
  await scan({ paths: [folder], detections: await detectionsOf(set as RuleSet), workers: Number(workers) }),
)
process.stdout.write(JSON.stringify({ records: account.records }))
