import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileOfDetection } from '#content'
import { escapeTerminal } from '#primitives'
import { findDetection } from '../../find-detection.ts'
import { loadConfiguration, type RuleOptions, ruleFlags } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { called, textWidth, writeOut } from '../../terminal.ts'
import { fitMarkdown } from './fit-markdown.ts'
import { nameLinks } from './name-links.ts'

export interface ShowOptions extends RuleOptions {
  readonly format?: 'table' | 'json'
}

/** One detection: what its README says of it, then its rule as written. */
export async function showDetection(name: string, options: ShowOptions): Promise<number> {
  const { detections } = await loadDetections(await loadConfiguration(options, ruleFlags(options)))
  const detection = findDetection(detections, name)
  if (options.format === 'json') {
    await writeOut(process.stdout, `${JSON.stringify(detection, null, 2)}\n`)
    return 0
  }
  const file = fileOfDetection(detection)
  const readme = await readFile(join(dirname(file), 'README.md'), 'utf8').catch(() => '')
  const rule = (await readFile(file, 'utf8')).replace(/^#.*\n/gm, '')
  const about = readme.trim() === '' ? `# ${detection.title}\n\n${detection.description}` : readme.trim()
  const named = nameLinks(about)
  const others =
    named === about ? '' : `\n\nNames in parentheses are other detections: ${called()} detections show <name>`
  const text = fitMarkdown(`${named}${others}`, textWidth(process.stdout))
  await writeOut(process.stdout, printable(`${text}\n\n## Rule (${detection.slug})\n\n${rule.trim()}`))
  return 0
}

/** Keeps the lines, and escapes what else a foreign rule might hold. */
const printable = (text: string): string => `${text.trimEnd().split('\n').map(escapeTerminal).join('\n')}\n`
