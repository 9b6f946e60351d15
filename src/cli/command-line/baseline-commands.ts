import type { Command } from 'commander'
import { configOption, type Finish, rulesOption } from './config-commands.ts'
import { formatOption } from './format-option.ts'
import { append, parseCount } from './option-values.ts'
import { stateOption } from './state-option.ts'

/** The commands about what was learnt. */
export function addBaseline(program: Command, finish: Finish): void {
  const baseline = program
    .command('baseline')
    .description('learn what is normal, and show, forget and exchange what was learnt')
    .helpCommand(false)
  baseline
    .command('learn')
    .description('learn from logs and report nothing; the same logs again change nothing')
    .argument('<path...>', 'logs of a quiet time')
    .addOption(stateOption())
    .addOption(rulesOption())
    .addOption(configOption())
    .option('--mmdb <file>', 'a MaxMind DB file for country, city or ASN; repeatable', append)
    .option('--workers <n>', 'reading threads (default: one per core)', parseCount)
    .action(async (paths: string[], options) => {
      const { runLearn } = await import('../commands/baseline/learn.ts')
      finish(await runLearn(paths, options))
    })
  baseline
    .command('show')
    .description('what was learnt of a bucket, an actor or a network')
    .argument('<name>', 'a bucket, an actor by its ARN or as reports name it (role/deploy), an address or prefix')
    .addOption(stateOption())
    .addOption(formatOption(['table', 'json']))
    .option('--all', 'everything, not the most recent only')
    .addOption(rulesOption())
    .addOption(configOption())
    .action(async (name: string, options) => {
      const { runShowBaseline } = await import('../commands/baseline/show.ts')
      finish(await runShowBaseline(name, options))
    })
  baseline
    .command('forget')
    .description('forget what was learnt of a bucket, an actor or a network; findings stay')
    .argument('<name>', 'a bucket, an actor by its ARN or as reports name it (role/deploy), an address or prefix')
    .addOption(stateOption())
    .addOption(rulesOption())
    .addOption(configOption())
    .action(async (name: string, options) => {
      const { runForget } = await import('../commands/baseline/forget.ts')
      finish(await runForget(name, options))
    })
  addExchange(baseline, finish)
}

function addExchange(baseline: Command, finish: Finish): void {
  baseline
    .command('export')
    .description('write everything that was learnt as JSON lines')
    .option('-o, --output <file>', 'write here (default: standard output)')
    .addOption(stateOption())
    .addOption(rulesOption())
    .addOption(configOption())
    .action(async options => {
      const { runExport } = await import('../commands/baseline/exchange.ts')
      finish(await runExport(options))
    })
  baseline
    .command('import')
    .description('merge exported lines; what is there already stays')
    .argument('<file>', 'a file that export wrote, or - for standard input')
    .addOption(stateOption())
    .addOption(rulesOption())
    .addOption(configOption())
    .action(async (file: string, options) => {
      const { runImport } = await import('../commands/baseline/exchange.ts')
      finish(await runImport(file, options))
    })
}
