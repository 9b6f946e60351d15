import type { Detection } from '#detect'
import { escapeMarkdown } from '#primitives'
import { type Behaviour, coverageSections } from './coverage.ts'

const headings: Readonly<Record<Behaviour['section'], string>> = {
  peers: 'What other tools detect',
  gaps: 'What real attacks do and other tools leave out, or cover by half',
}

/** The table of behaviours and what finds each; the text of docs/reference/coverage.md. */
export function renderCoverage(behaviours: readonly Behaviour[], detections: readonly Detection[]): string {
  const titles = new Map(detections.map(({ slug, title }) => [slug, title]))
  const covered = behaviours.filter(row => row.detections.length > 0).length
  const sections = coverageSections.map(section => {
    const rows = behaviours.filter(row => row.section === section)
    return `## ${headings[section]}\n\n${table(rows, titles)}`
  })
  return (
    [
      '# Coverage',
      'Generated from `detections/coverage.yml`; do not edit. Each behaviour has its detections, or the reason why none can see it.',
      `${behaviours.length} behaviours, ${covered} of them with a detection. \`bucketwatch detections coverage\` prints this table, an ATT&CK Navigator layer, and, given logs, which detections were blind.`,
      ...sections,
    ].join('\n\n') + '\n'
  )
}

function table(rows: readonly Behaviour[], titles: ReadonlyMap<string, string>): string {
  const lines = rows.map(({ title, description, detections, reason }) => {
    const links = detections.map(
      slug => `[${escapeMarkdown(titles.get(slug) ?? slug)}](../../detections/${slug}/README.md)`,
    )
    const found = [...links, ...(reason === undefined ? [] : [prose(reason)])].join('<br>')
    return `| **${escapeMarkdown(title)}** | ${prose(description)} | ${found} |`
  })
  return ['| Behaviour | What it is | Found by |', '|---|---|---|', ...lines].join('\n')
}

/** Our own Markdown in a cell. */
const prose = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim()
