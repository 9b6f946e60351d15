import type { Configuration } from '#config'
import {
  type Content,
  clashes,
  configureDetections,
  loadContent,
  loadRules,
  narrowDetections,
  type Story,
  type UsableRules,
  usableRules,
} from '#content'
import type { Detection } from '#detect'
import { escapeTerminal, formatIssue, type Issue } from '#primitives'
import { CommandError } from './exit-codes.ts'
import { writeOut } from './terminal.ts'

/** The detections that come with the program and the user's own beside them, as the configuration has them. */
export async function loadDetections(configuration: Configuration): Promise<Loaded> {
  const content = await loadShipped()
  const own = await loadOwn(configuration, content)
  const detections = [...content.detections, ...own.detections]
  const clash = clashes(detections)
  if (clash) throw await unusable(clash, configuration, content)
  const narrowed = narrowDetections(detections, own.filters)
  if (!narrowed.ok) throw await unusable(narrowed.issues, configuration, content)
  const configured = configureDetections(narrowed.value, configuration)
  if (!configured.ok) throw failed(configured.issues)
  return { detections: configured.value, stories: content.stories, refused: own.refused.length }
}

interface Loaded {
  readonly detections: Detection[]
  readonly stories: readonly Story[]
  /** What was said of rules that were left out, in number. */
  readonly refused: number
}

/** The user's own rules: all, or those that can be used, with the others named on standard error. */
async function loadOwn(configuration: Configuration, content: Content): Promise<UsableRules> {
  const { rules, unusableRules, placeholders } = configuration
  if (unusableRules === 'refuse') {
    const own = await loadRules(rules, { placeholders })
    if (!own.ok) throw await unusable(own.issues, configuration, content)
    return { ...own.value, refused: [] }
  }
  const own = await usableRules(rules, content.detections, { placeholders })
  if (!own.ok) throw failed(own.issues)
  const { refused } = own.value
  if (refused.length > 0) {
    const lines = ['bucketwatch: left out, since they cannot be used:', ...refused.map(line)]
    await writeOut(process.stderr, `${lines.join('\n')}\n`)
  }
  return own.value
}

/**
 * The same end for rules, of which the others could be run. Loading stops at the first step that fails; what later steps would
 * have refused is told as well, so that nobody mends a folder of rules in three rounds.
 */
async function unusable(
  first: readonly Issue[],
  { rules, placeholders }: Configuration,
  content: Content,
): Promise<CommandError> {
  const whole = await usableRules(rules, content.detections, { placeholders })
  const issues = whole.ok && whole.value.refused.length > 0 ? whole.value.refused : first
  if (issues.every(({ code }) => pathIssues.has(code))) return failed(issues)
  return new CommandError(
    `${failed(issues).message}\n  --skip-unusable runs all others, and detections lint says more of these`,
  )
}

/** A path that holds no rules; there are no others of it to go on with. */
const pathIssues: ReadonlySet<string> = new Set(['no-such-path', 'no-rules'])

const line = (issue: Issue): string => `  ${escapeTerminal(formatIssue(issue))}`

/** What comes with the program, whatever the configuration says. */
export async function loadShipped(): Promise<Content> {
  const content = await loadContent()
  if (!content.ok) throw failed(content.issues)
  return content.value
}

/** The end of a command over rules or configuration that cannot be used: every issue with its place. */
export const failed = (issues: readonly Issue[]): CommandError =>
  new CommandError(`nothing was run, since these could not be used:\n${[...new Set(issues.map(line))].join('\n')}`)
