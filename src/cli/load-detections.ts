import { clashes, loadContent, loadRules, narrowDetections, type Story } from '#content'
import type { Detection } from '#detect'
import { formatIssue, type Issue } from '#primitives'
import { CommandError } from './exit-codes.ts'

/** The detections that come with the program, and the user's own beside them. */
export async function loadDetections(
  rules: readonly string[],
): Promise<{ detections: Detection[]; stories: readonly Story[] }> {
  const content = await loadContent()
  if (!content.ok) throw failed(content.issues)
  const own = await loadRules(rules)
  if (!own.ok) throw failed(own.issues)
  const detections = [...content.value.detections, ...own.value.detections]
  const clash = clashes(detections)
  if (clash) throw failed(clash)
  const narrowed = narrowDetections(detections, own.value.filters)
  if (!narrowed.ok) throw failed(narrowed.issues)
  return { detections: [...narrowed.value], stories: content.value.stories }
}

/** The end of a command over rules or configuration that cannot be used: every issue with its place. */
export const failed = (issues: readonly Issue[]): CommandError =>
  new CommandError(
    `nothing was run, since these could not be used:\n${issues.map(issue => `  ${formatIssue(issue)}`).join('\n')}`,
  )
