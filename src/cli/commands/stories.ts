import { escapeTerminal } from '#primitives'
import { alignColumns, wrap } from '#reports'
import { CommandError } from '../exit-codes.ts'
import { namedBy } from '../find-detection.ts'
import { loadShipped } from '../load-detections.ts'
import { titledSuggestion } from '../suggestion.ts'
import { writeOut } from '../terminal.ts'

export interface StoryOptions {
  readonly format?: 'table' | 'json'
}

export async function listStories(options: StoryOptions): Promise<number> {
  const { stories } = await loadShipped()
  if (options.format === 'json') {
    await writeOut(process.stdout, `${JSON.stringify(stories, null, 2)}\n`)
    return 0
  }
  const rows = stories.map(story => [story.slug, String(story.detections.length), story.title])
  const lines = alignColumns(
    [
      { title: 'story', align: 'left' },
      { title: 'detections', align: 'right' },
      { title: 'title', align: 'left' },
    ],
    rows,
  )
  await writeOut(process.stdout, `${lines.join('\n')}\n`)
  return 0
}

export async function showStory(name: string, options: StoryOptions): Promise<number> {
  const { stories, detections } = await loadShipped()
  const story = namedBy(stories, name)
  if (!story) throw new CommandError(`there is no story "${escapeTerminal(name)}"${titledSuggestion(name, stories)}`)
  if (options.format === 'json') {
    await writeOut(process.stdout, `${JSON.stringify(story, null, 2)}\n`)
    return 0
  }
  const lines = [
    story.title,
    '',
    ...paragraphs(story.narrative).flatMap((text, at) => [...(at > 0 ? [''] : []), ...wrap(text, 100)]),
    '',
    'Detections',
    ...alignColumns(
      columns,
      story.detections.map(slug => [slug, detections.find(one => one.slug === slug)?.title ?? '']),
    )
      .slice(1)
      .map(line => `  ${line}`),
    '',
    'What else belongs to it',
    ...story.related.flatMap(({ name: other, does, here }) =>
      wrap(`${other}: ${does} Here: ${here}`, 98).map((line, at) => (at ? `    ${line}` : `  ${line}`)),
    ),
    '',
    'References',
    ...story.references.map(reference => `  ${reference}`),
  ]
  await writeOut(process.stdout, `${lines.join('\n')}\n`)
  return 0
}

const columns = ['detection', 'title'].map(title => ({ title, align: 'left' as const }))

/** The paragraphs of a text that is broken into lines for its file. */
const paragraphs = (text: string): string[] =>
  text
    .trim()
    .split(/\n{2,}/)
    .map(paragraph => paragraph.replaceAll('\n', ' '))
