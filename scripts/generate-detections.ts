/** Writes docs/reference/detections.md and detection.schema.json from the detections and the schema of their block. */
import { loadContent, renderDetectionSchema, renderDetections } from '#content'
import { formatIssue } from '#primitives'
import { settleReference } from './settle-reference.ts'

const content = await loadContent()
if (content.ok) {
  settleReference('detections.md', renderDetections(content.value))
  settleReference('detection.schema.json', renderDetectionSchema())
} else {
  for (const issue of content.issues) console.error(formatIssue(issue))
  process.exitCode = 1
}
