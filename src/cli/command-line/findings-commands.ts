import { type Command, Option } from 'commander'
import { configOption, type Finish } from './config-commands.ts'
import { formatOption } from './format-option.ts'
import { listOf, oneOf, parseCount, parseTime } from './option-values.ts'
import { stateOption } from './state-option.ts'

const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const
const statuses = ['open', 'acknowledged', 'resolved', 'suppressed', 'withdrawn', 'all'] as const

/** `findings`: what a watching program found, and what people say of it. */
export function addFindings(program: Command, finish: Finish): void {
  const findings = program
    .command('findings')
    .description('list, show and export the findings of the state file; say what became of them')
    .helpCommand(false)
  narrowed(findings.command('list').description('list findings, the gravest and newest first'), 'open,acknowledged')
    .option('--limit <n>', 'at most so many (default: 50 in a table, else all)', parseCount)
    .addOption(formatOption(['table', 'jsonl', 'json'], ' (a table on a terminal, else jsonl)'))
    .addOption(stateOption())
    .addOption(configOption())
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async options => {
      const { listFindings } = await import('../commands/findings/list.ts')
      finish(await listFindings(options))
    })
  findings
    .command('show')
    .description('show a finding: why, by which records, what became of it, and the incidents that it is part of')
    .argument('<id>', 'its id, or at least the first 4 characters')
    .addOption(formatOption(['table', 'json']))
    .addOption(stateOption())
    .addOption(configOption())
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (id: string, options) => {
      const { showFinding } = await import('../commands/findings/show.ts')
      finish(await showFinding(id, options))
    })
  addDecisions(findings, finish)
  narrowed(findings.command('export').description('write all findings with status and history'), 'all')
    .addOption(
      formatOption(
        ['jsonl', 'json', 'csv'],
        ' (without the history); default: what the name of the file tells, else jsonl',
      ),
    )
    .option('-o, --output <file>', 'write here; without -f, a name in .jsonl, .json or .csv tells the format')
    .addOption(stateOption())
    .addOption(configOption())
    .action(async options => {
      const { exportFindings } = await import('../commands/findings/export.ts')
      finish(await exportFindings(options))
    })
}

/** What a person says of findings: all of it in one transaction, with who, when and why in the history. */
function addDecisions(findings: Command, finish: Finish): void {
  const verdicts = [
    [
      'ack',
      'acknowledged',
      'say that somebody looks after findings; they count as before and stay acknowledged as they grow',
    ],
    ['resolve', 'resolved', 'say that findings are dealt with; one that goes on is open again'],
    ['reopen', 'open', 'say that acknowledged or resolved findings are open again'],
  ] as const
  for (const [name, verdict, description] of verdicts) {
    findings
      .command(name)
      .description(description)
      .argument('<id...>', 'ids, or at least their first 4 characters')
      .addOption(new Option('--reason <text>', 'why').makeOptionMandatory(verdict === 'resolved'))
      .option('--by <name>', 'who says so (default: the user that runs this)')
      .addOption(stateOption())
      .addOption(configOption())
      .action(async (ids: string[], options) => {
        const { decideFindings } = await import('../commands/findings/decide.ts')
        finish(await decideFindings(ids, verdict, options))
      })
  }
}

const narrowed = (command: Command, usual: string): Command =>
  command
    .option(
      '--status <word>',
      `${statuses.join(', ')}; repeatable, or with commas (default: ${usual})`,
      listOf(statuses),
    )
    .option('--severity <word>', `${severities.join(', ')}; repeatable, or with commas`, listOf(severities))
    .option('--min-severity <word>', 'of this severity or worse', oneOf(severities))
    .option('--detection <name>', 'of this detection, by slug, id or title')
    .option('--entity <name>', 'about this actor, address, bucket or account')
    .option('--since <time>', 'with an event since then (RFC 3339, a date, or 24h, 7d ago)', parseTime)
