import type { Command } from 'commander'
import { absurd, escapeTerminal } from '#primitives'
import { CommandError } from '../../exit-codes.ts'
import { loadShipped } from '../../load-detections.ts'
import { suggestion } from '../../suggestion.ts'
import { writeOut } from '../../terminal.ts'
import { type CommandWords, type OptionWords, wordsOf } from './words.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

/** Prints a completion script, derived from the program's own commands and options. */
export async function printCompletion(name: string, program: Command): Promise<number> {
  const shell = shells.find(one => one === name.toLowerCase())
  if (shell === undefined) {
    throw new CommandError(
      `there is no completion script for ${escapeTerminal(name)}, only for bash, zsh and fish${suggestion(name, shells)}`,
    )
  }
  const { detections, stories } = await loadShipped()
  const slugs = detections.map(({ slug }) => slug)
  const known = {
    'detections show': slugs,
    'detections test': slugs,
    '--detection': slugs,
    'stories show': stories.map(({ slug }) => slug),
    completion: shells,
  }
  await writeOut(process.stdout, scriptFor(shell, wordsOf(program, known)))
  return 0
}

function scriptFor(shell: Shell, all: readonly CommandWords[]): string {
  switch (shell) {
    case 'bash':
      return `${bashFunction(all)}complete -o default -F _bucketwatch bucketwatch\n`
    case 'zsh':
      return `#compdef bucketwatch\nautoload -U +X bashcompinit && bashcompinit\n${bashFunction(all)}complete -o default -F _bucketwatch bucketwatch\n`
    case 'fish':
      return all.flatMap(fishLines).join('')
    default:
      return absurd(shell)
  }
}

/** Where nothing is offered, the shell completes names of files: `-o default`. */
function bashFunction(all: readonly CommandWords[]): string {
  const paths = all.map(({ path }) => path).filter(path => path !== '')
  const valueCases = all.flatMap(({ path, options }) =>
    options
      .filter(({ takesValue }) => takesValue)
      .map(
        ({ flags, values }) =>
          `    ${flags.map(flag => `'${path} ${flag}'`).join('|')}) words='${values.join(' ')}' ;;`,
      ),
  )
  const optionCases = all.map(
    ({ path, options }) => `      '${path}') words='${options.flatMap(({ flags }) => flags).join(' ')}' ;;`,
  )
  const wordCases = all
    .filter(({ subcommands, values }) => subcommands.length + values.length > 0)
    .map(({ path, subcommands, values }) => `      '${path}') words='${[...subcommands, ...values].join(' ')}' ;;`)
  return `_bucketwatch() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${paths.map(path => `'${path}'`).join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path $before" in
${valueCases.join('\n')}
    *) if [ "\${current:0:1}" = '-' ]; then case "$path" in
${optionCases.join('\n')}
    esac; else case "$path" in
${wordCases.join('\n')}
    esac; fi ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
`
}

function fishLines({ path, subcommands, options, values }: CommandWords): string[] {
  const seen = path.split(' ').map(word => `__fish_seen_subcommand_from ${word}`)
  const here = path === '' ? '__fish_use_subcommand' : seen.join('; and ')
  const none =
    subcommands.length === 0 || path === '' ? '' : `; and not __fish_seen_subcommand_from ${subcommands.join(' ')}`
  const line = (words: string): string => `complete -c bucketwatch -n '${here}${none}' ${words}\n`
  return [
    ...subcommands.map(word => line(`-f -a ${word}`)),
    ...(values.length > 0 ? [line(`-a '${values.join(' ')}'`)] : []),
    ...options.map(option => line(fishOption(option))),
  ]
}

function fishOption({ flags, takesValue, values }: OptionWords): string {
  const names = flags.map(flag => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`))
  return [...names, ...(values.length > 0 ? [`-x -a '${values.join(' ')}'`] : takesValue ? ['-r'] : [])].join(' ')
}
