import type { Configuration } from '#config'
import {
  type Content,
  clashes,
  configureDetections,
  loadContent,
  loadRules,
  narrowDetections,
  type Story,
} from '#content'
import type { Detection } from '#detect'
import { formatIssue, type Issue } from '#primitives'
import { CommandError } from './exit-codes.ts'

/** The detections that come with the program and the user's own beside them, as the configuration has them. */
export async function loadDetections(
  configuration: Configuration,
): Promise<{ detections: Detection[]; stories: readonly Story[] }> {
  const content = await loadShipped()
  const own = await loadRules(configuration.rules, { placeholders: configuration.placeholders })
  if (!own.ok) throw failed(own.issues)
  const detections = [...content.detections, ...own.value.detections]
  const clash = clashes(detections)
  if (clash) throw failed(clash)
  const narrowed = narrowDetections(detections, own.value.filters)
  if (!narrowed.ok) throw failed(narrowed.issues)
  const configured = configureDetections(narrowed.value, configuration)
  if (!configured.ok) throw failed(configured.issues)
  return { detections: configured.value, stories: content.stories }
}

/** What comes with the program, whatever the configuration says. */
export async function loadShipped(): Promise<Content> {
  const content = await loadContent()
  if (!content.ok) throw failed(content.issues)
  return content.value
}

/** The end of a command over rules or configuration that cannot be used: every issue with its place. */
export const failed = (issues: readonly Issue[]): CommandError =>
  new CommandError(
    `nothing was run, since these could not be used:\n${issues.map(issue => `  ${formatIssue(issue)}`).join('\n')}`,
  )
