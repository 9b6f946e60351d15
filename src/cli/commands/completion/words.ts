import type { Command, Option } from 'commander'
import { takesOneOf } from '../../command-line/option-values.ts'

/** What may follow the words of a command. */
export interface CommandWords {
  /** `detections list`; empty for the program itself. */
  readonly path: string
  readonly subcommands: readonly string[]
  readonly options: readonly OptionWords[]
  /** What its arguments are, where they come from a list; otherwise they are files, or nothing that a shell knows. */
  readonly values: readonly string[]
}

export interface OptionWords {
  /** `--format`, and `-f` where there is one. */
  readonly flags: readonly string[]
  readonly takesValue: boolean
  readonly values: readonly string[]
}

/** Names that arguments and options are given, by the path of a command: `detections show`. */
export type KnownNames = Readonly<Record<string, readonly string[]>>

/** The program's own commands and options, as they are. */
export function wordsOf(command: Command, known: KnownNames, path = ''): CommandWords[] {
  const children = command.commands.filter(child => child.name() !== 'help')
  const own: CommandWords = {
    path,
    subcommands: children.map(child => child.name()),
    options: command.options.filter(option => !option.hidden).map(option => optionWords(option, known)),
    values: known[path] ?? [],
  }
  return [own, ...children.flatMap(child => wordsOf(child, known, `${path} ${child.name()}`.trim()))]
}

function optionWords(option: Option, known: KnownNames): OptionWords {
  const flags = [option.long, option.short].filter(flag => flag !== undefined)
  const values = takesOneOf(option.parseArg) ?? known[option.long ?? ''] ?? []
  return { flags, takesValue: option.required || option.optional, values }
}
