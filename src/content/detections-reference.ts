import type { Detection } from '#detect'
import { escapeMarkdown } from '#primitives'
import { tactics } from './detections/attack.ts'
import type { Content } from './load-content.ts'

const needWords: Readonly<Record<Detection['needs'][number], string>> = {
  'cloudtrail.management': 'CloudTrail management events',
  'cloudtrail.data': 'CloudTrail data events of S3',
  's3-access-log': 'S3 server access logs',
}

/** The reference of all detections, by tactic in the order of an attack; the text of docs/reference/detections.md. */
export function renderDetections({ detections, stories }: Content): string {
  const sections = tactics.flatMap(tactic => {
    const members = detections.filter(({ attack }) => attack.tactics.includes(tactic))
    return members.length === 0 ? [] : [`## ${titleOf(tactic)}\n\n${table(members)}`]
  })
  const storyLines = stories.map(story => `- **${story.title}** (\`${story.slug}\`): ${story.description.trim()}`)
  return (
    [
      '# Detections',
      'Generated from `detections/` and `stories/`; do not edit. Each name leads to what the detection means, what it cannot see and what to do.',
      ...sections,
      `## Stories\n\n${storyLines.join('\n')}`,
    ].join('\n\n') + '\n'
  )
}

function table(detections: readonly Detection[]): string {
  const rows = detections.map(detection => {
    const { slug, title, attack, type, risk, needs, kind } = detection
    const link = `[${escapeMarkdown(title)}](../../detections/${slug}/README.md)`
    const score = `${Math.round((risk.confidence * risk.impact) / 100)}`
    return `| ${link} | ${attack.techniques.join(', ')} | ${kind.kind} | ${type} | ${score} | ${needs.map(need => needWords[need]).join(' or ')} |`
  })
  return ['| Detection | ATT&CK | Kind | Type | Risk | Needs one of |', '|---|---|---|---|---|---|', ...rows].join('\n')
}

/** `resource-development` is `Resource development`. */
const titleOf = (tactic: string): string => (tactic.charAt(0).toUpperCase() + tactic.slice(1)).replaceAll('-', ' ')
