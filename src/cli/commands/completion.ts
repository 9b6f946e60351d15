import type { Command } from 'commander'
import { absurd, escapeTerminal } from '#primitives'
import { CommandError } from '../exit-codes.ts'
import { suggestion } from '../suggestion.ts'
import { writeOut } from '../terminal.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

interface Words {
  /** `detections list`; empty for the program itself. */
  readonly path: string
  readonly words: readonly string[]
}

/** Prints a completion script, derived from the program's own commands and options. */
export async function printCompletion(name: string, program: Command): Promise<number> {
  const shell = shells.find(one => one === name.toLowerCase())
  if (shell === undefined) {
    throw new CommandError(
      `there is no completion script for ${escapeTerminal(name)}, only for bash, zsh and fish${suggestion(name, shells)}`,
    )
  }
  await writeOut(process.stdout, scriptFor(shell, collectWords(program, '')))
  return 0
}

function collectWords(command: Command, path: string): Words[] {
  const visible = command.commands.filter(child => child.name() !== 'help')
  const options = command.options.flatMap(option => (option.hidden ? [] : [option.long, option.short]))
  const words = [...visible.map(child => child.name()), ...options.filter(word => word !== undefined)]
  return [{ path, words }, ...visible.flatMap(child => collectWords(child, `${path} ${child.name()}`.trim()))]
}

function scriptFor(shell: Shell, all: readonly Words[]): string {
  switch (shell) {
    case 'bash':
      return `${bashFunction(all)}complete -o default -F _bucketwatch bucketwatch\n`
    case 'zsh':
      return `#compdef bucketwatch\nautoload -U +X bashcompinit && bashcompinit\n${bashFunction(all)}complete -o default -F _bucketwatch bucketwatch\n`
    case 'fish':
      return all.map(fishLines).join('')
    default:
      return absurd(shell)
  }
}

function bashFunction(all: readonly Words[]): string {
  const cases = all.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`).join('\n')
  const paths = all.map(({ path }) => path).filter(path => path !== '')
  return `_bucketwatch() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in
      ${paths.map(path => `'${path}'`).join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path" in
${cases}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
`
}

function fishLines({ path, words }: Words): string {
  const last = path.split(' ').at(-1) ?? ''
  const condition = path === '' ? '__fish_use_subcommand' : `__fish_seen_subcommand_from ${last}`
  return words
    .map(word =>
      word.startsWith('--') ? `-l ${word.slice(2)}` : word.startsWith('-') ? `-s ${word.slice(1)}` : `-a ${word}`,
    )
    .map(flag => `complete -c bucketwatch -n '${condition}' ${flag}\n`)
    .join('')
}
