import stringWidth from 'string-width'
import { hang, wrap } from '#reports'

/** A paragraph or an item of a list, whose lines are joined. */
interface Block {
  /** `- `, `1. `, with what it is indented by; empty for a paragraph. */
  readonly marker: string
  text: string
}

const item = /^(\s*(?:[-*]|\d+\.)\s+)(.*)$/

/** Markdown of ours, its lines broken anew for a screen. Code stays as it is; a table that is too wide becomes a list. */
export function fitMarkdown(text: string, width: number): string {
  if (width === Number.POSITIVE_INFINITY) return text
  const lines: string[] = []
  let block: Block | undefined
  let table: string[] = []
  let isCode = false
  const flush = (): void => {
    if (block) lines.push(...(block.marker === '' ? wrap(block.text, width) : hang(block.marker, block.text, width)))
    lines.push(...fitTable(table, width))
    block = undefined
    table = []
  }
  for (const line of text.split('\n')) {
    const isFence = line.trimStart().startsWith('```')
    const [, marker, first] = isCode ? [] : (item.exec(line) ?? [])
    if (isFence || isCode || line.trim() === '' || line.startsWith('#')) {
      flush()
      lines.push(line)
      if (isFence) isCode = !isCode
    } else if (line.startsWith('|')) {
      if (block) flush()
      table.push(line)
    } else if (marker !== undefined) {
      flush()
      block = { marker, text: first ?? '' }
    } else if (block) block.text += ` ${line.trim()}`
    else block = { marker: '', text: line }
  }
  flush()
  return lines.join('\n')
}

function fitTable(rows: readonly string[], width: number): string[] {
  if (rows.every(row => stringWidth(row) <= width)) return [...rows]
  const [titles = [], , ...body] = rows.map(cellsOf)
  return body.flatMap(cells =>
    cells
      .map((cell, at) => [titles[at], cell].filter(part => part !== undefined && part !== '').join(': '))
      .filter((_, at) => cells[at] !== '')
      .flatMap((cell, at) => hang(at === 0 ? '- ' : '  ', cell, width)),
  )
}

/** A bar within a cell is written `\|`. */
const cellsOf = (row: string): string[] =>
  row
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))
