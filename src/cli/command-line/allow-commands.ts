import { type Command, InvalidArgumentError, Option } from 'commander'
import type { AllowField } from '#findings'
import { parseDuration } from '#primitives'
import { configOption, type Finish } from './config-commands.ts'
import { formatOption } from './format-option.ts'
import { listOf } from './option-values.ts'
import { stateOption } from './state-option.ts'

/** Written out once more, since to import the list is to load the whole engine, which `--help` does not wait for. */
const whatMayMatch: Readonly<Record<AllowField, true>> = {
  detection: true,
  outcome: true,
  'actor.principal': true,
  'actor.session': true,
  'actor.account': true,
  'actor.kind': true,
  'network.ip': true,
  'network.country': true,
  'network.asn': true,
  'network.service': true,
  account: true,
  region: true,
  bucket: true,
}
const allowFields = Object.keys(whatMayMatch) as AllowField[]

/** `allow`: the exceptions of bucketwatch.yaml, made from findings and looked after. */
export function addAllow(program: Command, finish: Finish): void {
  const allow = program
    .command('allow')
    .description('add, list and check exceptions: findings that are meant to be')
    .helpCommand(false)
  allow
    .command('add')
    .description('write an allow entry into bucketwatch.yaml that hides a finding, and others like it')
    .requiredOption('--from <id>', 'the finding, by its id or at least its first 4 characters')
    .requiredOption('--reason <text>', 'why it is meant to be')
    .requiredOption('--owner <name>', 'who answers for it')
    .requiredOption(
      '--expires <day>',
      'the first day on which it hides nothing: 2027-06-30, or 90d from now, or never',
      parseDay,
    )
    .option(
      '--match <field>',
      `what a finding must have in common with this one (default: detection, actor.principal, bucket): ${allowFields.join(', ')}; repeatable, or with commas`,
      listOf<AllowField>(allowFields),
    )
    .addOption(findingsOption('where the finding is'))
    .addOption(stateOption())
    .addOption(configOption())
    .option('--dry-run', 'print the entry, and write nothing')
    .action(async options => {
      const { addEntry } = await import('../commands/allow/add.ts')
      finish(await addEntry(options))
    })
  allow
    .command('list')
    .description('list the allow entries, with who answers for each and until when')
    .addOption(configOption())
    .addOption(formatOption(['table', 'json']))
    .action(async options => {
      const { listEntries } = await import('../commands/allow/list.ts')
      finish(await listEntries(options))
    })
  allow
    .command('check')
    .description('say which allow entries are expired, about to expire, too broad or unused; exits with 1 when one is')
    .addOption(findingsOption('what they are compared with; without it, or --state, none is unused'))
    .addOption(
      new Option('--state <file>', 'the state file, whose findings they are compared with instead').conflicts(
        'findings',
      ),
    )
    .option('--within <duration>', 'how long before its end an entry is told of (default: 30d)', parseSpan)
    .addOption(configOption())
    .addOption(formatOption(['table', 'json']))
    .action(async options => {
      const { checkEntries } = await import('../commands/allow/check.ts')
      finish(await checkEntries(options))
    })
}

const findingsOption = (what: string): Option =>
  new Option('--findings <file>', `${what}: the JSON or JSON lines of a scan ("-" reads standard input)`)

function parseSpan(text: string): number {
  const span = parseDuration(text)
  if (span === undefined) throw new InvalidArgumentError('Expected a duration such as 30d.')
  return span
}

/** A day as the configuration writes it, or `never`. */
function parseDay(text: string): string {
  if (text === 'never') return text
  const span = parseDuration(text)
  const day = span === undefined ? text : dayOf(Date.now() + span)
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (day === '' || dayOf(time) !== day)
    throw new InvalidArgumentError('Expected a day such as 2027-06-30, a time from now such as 90d, or never.')
  if (time <= Date.now())
    throw new InvalidArgumentError(`Expected a day to come: from ${day} on it would hide nothing.`)
  return day
}

/** Empty for what is no time. */
function dayOf(time: number): string {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10)
}
