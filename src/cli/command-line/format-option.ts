import { Option } from 'commander'
import { listOf, oneOf } from './option-values.ts'

/** What else people type for a format; each command calls what is for reading a table, be it one or not. */
const alsoCalled: Readonly<Record<string, string>> = { text: 'table', md: 'markdown', ndjson: 'jsonl' }

const flags = '-f, --format <name>'

const plainName = (text: string): string => alsoCalled[text.toLowerCase()] ?? text

/** `-f` of a command: its formats, and what there is to say of them. */
export const formatOption = (formats: readonly string[], more = ''): Option =>
  new Option(flags, `${listed(formats)}${more}`).argParser(
    Object.assign((text: string) => oneOf(formats)(plainName(text)), { words: formats }),
  )

/** The same, which may be given several times. */
export const formatsOption = (formats: readonly string[], more = ''): Option =>
  new Option(flags, `${listed(formats)}${more}`).argParser(
    Object.assign(
      (text: string, before: readonly string[] | undefined) =>
        listOf(formats)(text.split(',').map(plainName).join(','), before),
      { words: formats },
    ),
  )

/** `table, json or csv` */
const listed = (formats: readonly string[]): string =>
  formats.length > 1 ? `${formats.slice(0, -1).join(', ')} or ${formats.at(-1)}` : formats.join('')
