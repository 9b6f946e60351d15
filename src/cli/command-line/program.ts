import { Command, Help, Option } from 'commander'
import { networkViews } from '../compare-networks.ts'
import { version } from '../version.ts'
import { addAllow } from './allow-commands.ts'
import { addBaseline } from './baseline-commands.ts'
import { addConfig, configOption, type Finish, rulesOption, skipOption } from './config-commands.ts'
import { addDetections } from './detections-commands.ts'
import { addExamples } from './examples.ts'
import { addFindings } from './findings-commands.ts'
import { formatOption, formatsOption } from './format-option.ts'
import { append, collect, collectAccounts, oneOf, parseCount, parseSize, parseTime } from './option-values.ts'
import { addWatch } from './watch-commands.ts'

const severities = ['informational', 'low', 'medium', 'high', 'critical'] as const
const formats = ['table', 'jsonl', 'json', 'csv', 'markdown'] as const

/**
 * The commands and their options. What a command needs is loaded when it runs, so that `--help` is instant.
 */
export function createProgram(finish: Finish): Command {
  const program = new Command('bucketwatch')
    .description('Finds suspicious activity in AWS S3 buckets from the logs an account already has.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureHelp({ optionDescription: describeOption })
    .showHelpAfterError('(--help shows the options)')
  addScan(program, finish)
  addDemo(program, finish)
  addExplain(program, finish)
  addBacktest(program, finish)
  addWatch(program, finish)
  addFindings(program, finish)
  addDoctor(program, finish)
  addBaseline(program, finish)
  addDetections(program, finish)
  addStories(program, finish)
  addConfig(program, finish)
  addAllow(program, finish)
  program
    .command('completion')
    .description(
      'print a completion script for a shell, to be read when it starts: source <(bucketwatch completion bash)',
    )
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => {
      const { printCompletion } = await import('../commands/completion/completion.ts')
      finish(await printCompletion(shell, program))
    })
  addExamples(program)
  return program
}

/** As Commander has it, and whether a command cannot do without. */
function describeOption(this: Help, option: Option): string {
  const description = Help.prototype.optionDescription.call(this, option)
  return option.mandatory ? `${description} (required)` : description
}

function addScan(program: Command, finish: Finish): void {
  const scan = program
    .command('scan')
    .description('find suspicious S3 activity in files, folders, globs and buckets of logs ("-" reads standard input)')
    .argument(
      '<path...>',
      'CloudTrail files or S3 server access logs, in any layout, packed or not; s3://bucket/prefix',
    )
    .optionsGroup('What to look at:')
    .option(
      '--from <time>',
      'report from then on, and only learn from what is earlier (RFC 3339, a date, or 24h, 7d ago)',
      parseTime,
    )
    .option('--to <time>', 'leave out what is at that time or later (a date is its 00:00 UTC)', parseTime)
    .option(
      '--account <id>',
      'only this account, and access logs, which name none; repeatable, or with commas',
      collectAccounts,
    )
    .option('--region <name>', 'only this region; repeatable, or with commas', collect)
    .option('--bucket <name>', 'only findings and activity of this bucket; repeatable, or with commas', collect)
    .option('--baseline <path...>', 'learn what is normal from these logs, and report nothing from them')
    .option('--state <file>', 'judge by the baselines in this state file, add to them, and keep findings in it')
    .optionsGroup('What to find:')
    .addOption(rulesOption())
    .addOption(skipOption())
    .addOption(configOption())
    .addOption(
      new Option(
        '--new-network-by <view>',
        'what makes a network new: its address, its /24 or /48 prefix, or its autonomous system (needs an ASN --mmdb)',
      ).argParser(oneOf(networkViews)),
    )
    .option('--mmdb <file>', 'a MaxMind DB file for country, city or ASN; repeatable', append)
    .option('--min-severity <word>', `hide findings below it (${severities.join(', ')})`, oneOf(severities))
    .option('--fail-on <word>', 'exit with 1 when there is a finding of this severity or worse', oneOf(severities))
    .optionsGroup('What to print:')
    .addOption(formatsOption(formats, '; repeatable (a table on a terminal, else jsonl)'))
    .option(
      '-o, --output <file>',
      'write here; repeatable, the n-th -o takes the n-th -f, or the format that its name tells (.jsonl, .json, .csv, .md, .txt)',
      append,
    )
    .option('--evidence', 'put the records themselves into findings')
    .option('-q, --quiet', 'print findings only')
    .option('-v, --verbose', 'list everything: all actors, all problems')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .option('--no-progress', 'no progress line')
    .action(async (paths: string[], options) => {
      const { runScan } = await import('../commands/scan.ts')
      finish(await runScan(paths, options))
    })
  addReading(scan)
}

function addReading(scan: Command): void {
  scan
    .optionsGroup('How to read:')
    .option('--dry-run', 'say what there is to read, and what it takes to fetch it, and stop')
    .option('--workers <n>', 'reading threads (default: one per core)', parseCount)
    .option('--strict', 'exit with 4 when anything could not be used')
    .option('--max-file-size <size>', 'decompressed bytes of one file (default: 64GB)', parseSize)
    .option('--max-ratio <n>', 'decompressed to compressed bytes', parseCount)
    .option('--max-depth <n>', 'folders below a path', parseCount)
    .option('--max-record-size <size>', 'bytes of one record or line', parseSize)
    .option('--max-nesting <n>', 'nesting of one record', parseCount)
}

function addDemo(program: Command, finish: Finish): void {
  program
    .command('demo')
    .description('scan a bundled month of logs in which an intruder appears')
    .addOption(configOption())
    .addOption(formatsOption(formats, '; repeatable'))
    .option('-v, --verbose', 'list everything')
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async options => {
      const { runDemo } = await import('../commands/demo.ts')
      finish(await runDemo(options))
    })
}

function addExplain(program: Command, finish: Finish): void {
  program
    .command('explain')
    .description('say why there is a finding, or why each detection did or did not match an event')
    .argument('<id>', 'the id of a finding or incident (its first 4 characters do), or of an event')
    .argument('<path...>', 'the logs it is in')
    .option('--baseline <path...>', 'the baseline of the scan, if there was one')
    .addOption(rulesOption())
    .addOption(skipOption())
    .addOption(configOption())
    .option('--limit <n>', 'of records that share an id, explain so many (default: 1, as JSON 10)', parseCount)
    .addOption(formatOption(['table', 'json']))
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (id: string, paths: string[], options) => {
      const { runExplain } = await import('../commands/explain/explain.ts')
      finish(await runExplain(id, paths, options))
    })
}

function addBacktest(program: Command, finish: Finish): void {
  program
    .command('backtest')
    .description('say what each detection would have said over a history of logs, and what allow entries hide of it')
    .argument('<path...>', 'the logs of that time')
    .option('--detection <name...>', 'show these only, by slug, id or title')
    .option('--baseline <path...>', 'learn from these, report nothing from them')
    .addOption(rulesOption())
    .addOption(skipOption())
    .addOption(configOption())
    .addOption(formatOption(['table', 'json']))
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (paths: string[], options) => {
      const { runBacktest } = await import('../commands/backtest.ts')
      finish(await runBacktest(paths, options))
    })
}

function addDoctor(program: Command, finish: Finish): void {
  program
    .command('doctor')
    .description('try everything that watching or scanning a source needs, and say what to fix; changes nothing')
    .argument('[source...]', 'a folder, s3://bucket/prefix, or sqs:// and a queue; those of the configuration if none')
    .addOption(configOption())
    .addOption(formatOption(['table', 'json']))
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (sources: string[], options) => {
      const { runDoctor } = await import('../commands/doctor.ts')
      finish(await runDoctor(sources, options))
    })
}

function addStories(program: Command, finish: Finish): void {
  const stories = program
    .command('stories')
    .description('list and show stories: detections with a narrative')
    .helpCommand(false)
  stories
    .command('list')
    .description('list the stories')
    .addOption(formatOption(['table', 'json']))
    .action(async options => {
      const { listStories } = await import('../commands/stories.ts')
      finish(await listStories(options))
    })
  stories
    .command('show')
    .description('show a story: its narrative and its detections')
    .argument('<name>', 'slug, id or title')
    .addOption(formatOption(['table', 'json']))
    .action(async (name: string, options) => {
      const { showStory } = await import('../commands/stories.ts')
      finish(await showStory(name, options))
    })
}
