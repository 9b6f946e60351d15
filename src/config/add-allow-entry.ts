import { Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { failure, ok, type Result } from '#primitives'
import type { ConfigFile } from './config-schema.ts'

type Written = NonNullable<ConfigFile['allow']>[number]

/**
 * The text of a configuration with one more allow entry. What was there stays as it is, to the byte: the entry goes behind the last
 * one, in the same indentation, or to the end of the file. Only a list in brackets is written anew, as a list of lines.
 *
 * @param text a configuration that has been found good.
 * @param file for the place of an issue.
 */
export function addAllowEntry(text: string, entry: Written, file: string): Result<string> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const { contents } = document
  if (contents === null || (isScalar(contents) && contents.value === null)) return ok(atEnd(text, entry))
  if (!isMap(contents) || contents.flow === true) {
    return failure({
      code: 'bad-value',
      message: 'an entry can be added only to a configuration that has a line for each setting',
      at: { file, line: 1, column: 1 },
    })
  }
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'allow')
  if (pair === undefined) return ok(atEnd(text, entry))
  const list = pair.value as Node | null
  if (!isSeq(list) || list.flow === true || list.items.length === 0) {
    const entries: unknown[] = isSeq(list) ? list.items : []
    document.set('allow', document.createNode([...entries, entry], { flow: false }))
    return ok(document.toString({ lineWidth: 0 }))
  }
  const last = list.items.at(-1) as Node
  const behind = endOfLine(text, last.range?.[1] ?? text.length)
  const dash = lines.linePos(list.range?.[0] ?? 0)
  return ok(`${text.slice(0, behind)}${newlineAt(text, behind)}${entryText(entry, dash.col - 1)}${text.slice(behind)}`)
}

function atEnd(text: string, entry: Written): string {
  const before = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return `${before}${before === '' ? '' : '\n'}allow:\n${entryText(entry, 2)}`
}

/** An entry as a list item that begins in a column. */
function entryText(entry: Written, column: number): string {
  return new Document([entry])
    .toString({ lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map(line => `${' '.repeat(column)}${line}\n`)
    .join('')
}

/** Behind the line in which an item's value ends, with a comment that follows there. */
function endOfLine(text: string, from: number): number {
  if (from > 0 && text[from - 1] === '\n') return from
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end + 1
}

const newlineAt = (text: string, at: number): string => (at > 0 && text[at - 1] !== '\n' ? '\n' : '')
