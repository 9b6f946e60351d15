import { type Command, Option } from 'commander'
import { formatOption } from './format-option.ts'

/** Called with the exit code that a command came to. */
export type Finish = (code: number) => void

/** For each command that reads bucketwatch.yaml. */
export const configOption = (): Option =>
  new Option('--config <file>', 'the configuration (default: BUCKETWATCH_CONFIG, else bucketwatch.yaml here)')

/** For each command that runs or shows detections. */
export const rulesOption = (): Option =>
  new Option('--rules <path...>', 'more Sigma rules or detection folders, in place of those of the configuration')

/** For each of them too: rules from elsewhere are hardly ever all of use. */
export const skipOption = (): Option =>
  new Option('--skip-unusable', 'leave out rules that cannot be used, and name them; otherwise nothing is run')

/** The commands about the configuration itself. */
export function addConfig(program: Command, finish: Finish): void {
  program
    .command('init')
    .description('write a bucketwatch.yaml in which every setting is explained')
    .argument('[file]', 'another name for it')
    .action(async (file: string | undefined) => {
      const { initConfiguration } = await import('../commands/init.ts')
      finish(await initConfiguration(file))
    })
  const config = program.command('config').description('show and check the configuration').helpCommand(false)
  config
    .command('show')
    .description('print each setting with its value and where it is from')
    .addOption(configOption())
    .addOption(formatOption(['table', 'json']))
    .action(async options => {
      const { showConfig } = await import('../commands/config/show.ts')
      finish(await showConfig(options))
    })
  config
    .command('check')
    .description('say what is wrong with the configuration; exits with 2 when something is')
    .addOption(configOption())
    .action(async options => {
      const { checkConfiguration } = await import('../commands/config/check.ts')
      finish(await checkConfiguration(options))
    })
}
