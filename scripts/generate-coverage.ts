/** Writes docs/reference/coverage.md from detections/coverage.yml. */
import { loadContent, loadCoverage, renderCoverage } from '#content'
import { formatIssue } from '#primitives'
import { settleReference } from './settle-reference.ts'

const content = await loadContent()
const coverage = content.ok ? await loadCoverage(content.value.detections) : content
if (content.ok && coverage.ok) {
  settleReference('coverage.md', renderCoverage(coverage.value, content.value.detections))
} else if (!coverage.ok) {
  for (const issue of coverage.issues) console.error(formatIssue(issue))
  process.exitCode = 1
}
