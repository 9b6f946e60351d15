import { type Command, Option } from 'commander'
import { configOption, type Finish, rulesOption, skipOption } from './config-commands.ts'
import { formatOption } from './format-option.ts'
import { append, collect, collectAccounts, oneOf, parseLength, parsePace } from './option-values.ts'
import { stateOption } from './state-option.ts'

export function addWatch(program: Command, finish: Finish): void {
  program
    .command('watch')
    .description('keep watching folders, buckets and queues of logs, and tell findings as they appear')
    .argument('[source...]', 'a folder, s3://bucket/prefix, or a queue; those of the configuration when none is named')
    .addOption(stateOption())
    .option('--account <id>', 'of a bucket, only logs of this account; repeatable, or with commas', collectAccounts)
    .option('--region <name>', 'of a bucket, only logs of this region; repeatable, or with commas', collect)
    .option(
      '--look-back <time>',
      'how late an object may appear in a bucket and still be found (default: 2d)',
      parseLength,
    )
    .option('--every <time>', 'how often to look (default: 2s in a folder, 1m in a bucket)', parsePace)
    .option('--since-start', 'tell only what is found from now on, not what stands open already')
    .addOption(formatOption(['table', 'jsonl'], ' (a table on a terminal, else jsonl)'))
    .option('--listen <address:port>', 'serve /metrics for Prometheus and /healthz there')
    .addOption(
      new Option('--heartbeat <time>', 'how often to say that all is well').argParser(parsePace).default(60_000, '1m'),
    )
    .addOption(
      new Option('--log-level <word>', 'debug, info, warn or error')
        .argParser(oneOf(['debug', 'info', 'warn', 'error']))
        .default('info', 'info'),
    )
    .addOption(rulesOption())
    .addOption(skipOption())
    .addOption(configOption())
    .option('--mmdb <file>', 'a MaxMind DB file for country, city or ASN; repeatable', append)
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (sources: string[], options) => {
      const { runWatch } = await import('../commands/watch/watch.ts')
      finish(await runWatch(sources, options))
    })
}
