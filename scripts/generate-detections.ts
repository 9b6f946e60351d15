/**
 * Writes docs/reference/detections.md and docs/reference/detection.schema.json from the detections and their schema. With
 * `--check`, writes nothing and fails when one of them is not up to date. Run as
 * `node --conditions=source scripts/generate-detections.ts`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadContent, packageRoot, renderDetectionSchema, renderDetections } from '#content'
import { formatIssue } from '#primitives'

const folder = join(packageRoot(), 'docs', 'reference')
const content = await loadContent()

if (content.ok) {
  settle('detections.md', renderDetections(content.value))
  settle('detection.schema.json', renderDetectionSchema())
} else {
  for (const issue of content.issues) console.error(formatIssue(issue))
  process.exitCode = 1
}

function settle(name: string, text: string): void {
  const file = join(folder, name)
  if (!process.argv.includes('--check')) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, text)
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`docs/reference/${name} is out of date: run node --conditions=source scripts/generate-detections.ts`)
    process.exitCode = 1
  }
}
