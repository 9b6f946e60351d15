import stringWidth from 'string-width'

export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
  /** Cells longer than this are cut in the middle. */
  readonly max?: number
  /** Gives way, down to some characters, where the lines would be wider than the screen. */
  readonly yields?: boolean
  /** Where it gives way, a cell that would be cut stands on a line above its row instead (see `alignWithin`). */
  readonly above?: boolean
}

/** What a column that yields keeps. */
const leastWidth = 16

/** Aligns cells by what they take on a screen. Cells must be escaped and hold no styles. */
export function alignColumns(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width = Number.POSITIVE_INFINITY,
): string[] {
  const { whole, most } = fit(columns, rows, width)
  const cells = whole.map(row => row.map((cell, at) => cut(cell, most[at])))
  const widths = widthsOf(columns, cells)
  return cells.map(row =>
    row
      .map((cell, at) => {
        const padding = ' '.repeat(Math.max(0, (widths[at] ?? 0) - stringWidth(cell)))
        return columns[at]?.align === 'right' ? padding + cell : cell + padding
      })
      .join('  ')
      .trimEnd(),
  )
}

interface Fitting {
  /** The cells, those of the titles first. */
  readonly whole: readonly (readonly string[])[]
  /** By column, how wide its cells may be; undefined for one that does not give way. */
  readonly most: readonly (number | undefined)[]
}

function fit(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): Fitting {
  const whole = [
    columns.map(column => column.title),
    ...rows.map(row => columns.map((column, at) => cut(row[at] ?? '', column.max))),
  ]
  const wanted = widthsOf(columns, whole)
  const excess = wanted.reduce((sum, one) => sum + one + 2, -2) - width
  const most = columns.map(({ yields }, at) =>
    yields && excess > 0 ? Math.max(leastWidth, (wanted[at] ?? 0) - excess) : undefined,
  )
  return { whole, most }
}

/**
 * Aligns cells so that each line fits the screen: where it is too narrow for all columns, the last one stands below.
 *
 * @returns the lines of the titles, then those of each row.
 */
export function alignWithin(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): (readonly string[])[] {
  const inOne = alignColumns(columns, rows)
  if (inOne.every(line => stringWidth(line) <= width)) return inOne.map(line => [line])
  const narrow = columns.slice(0, -1)
  const { most } = fit(narrow, rows, width)
  const isAbove = (cell: string, at: number): boolean =>
    narrow[at]?.above === true && stringWidth(cell) > (most[at] ?? Number.POSITIVE_INFINITY)
  const beside = rows.map(row => row.map((cell, at) => (isAbove(cell, at) ? '' : cell)))
  const [titles = '', ...lines] = alignColumns(narrow, beside, width)
  return [
    [titles],
    ...lines.map((line, at) => [
      ...(rows[at] ?? []).filter(isAbove).map(cell => cut(cell, width)),
      line,
      ...below(rows[at]?.[columns.length - 1] ?? '', width),
    ]),
  ]
}

const below = (text: string, width: number): string[] => wrap(text, width - 4).map(line => `    ${line}`)

const widthsOf = (columns: readonly Column[], cells: readonly (readonly string[])[]): number[] =>
  columns.map((_, at) => Math.max(...cells.map(row => stringWidth(row[at] ?? ''))))

/** Keeps both ends of a text, since the ends of names and ARNs tell most. */
export function cut(text: string, max: number | undefined): string {
  if (max === undefined || stringWidth(text) <= max) return text
  const characters = Array.from(text)
  const head = Math.ceil((max - 1) / 2)
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (max - 1 - head)).join('')}`
}

/** A text behind a head, whose further lines begin some columns in: below the text itself unless told otherwise. */
export function hang(head: string, text: string, width: number, indent = stringWidth(head)): string[] {
  const [first = '', ...rest] = wrap(text, width - indent, width - stringWidth(head))
  return [(head + first).trimEnd(), ...rest.map(line => ' '.repeat(indent) + line)]
}

/** Longer than any name of S3. What is longer, such as a bucket that was made up, stands in full in JSON. */
const longestWord = 4_000

/** Breaks a text at spaces so that no line is wider than `width`, and the first than `first`, unless a single word is. */
export function wrap(text: string, width: number, first = width): string[] {
  const lines: string[] = []
  let line = ''
  for (const whole of text.split(' ')) {
    const word = whole.length > longestWord ? cut(whole, longestWord) : whole
    const room = lines.length === 0 ? first : width
    if (line !== '' && stringWidth(line) + 1 + stringWidth(word) > room) {
      lines.push(line.trimEnd())
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '') lines.push(line)
  return lines
}
