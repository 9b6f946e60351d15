import type { Command } from 'commander'
import { configOption, type Finish, rulesOption, skipOption } from './config-commands.ts'
import { formatOption } from './format-option.ts'

/** `detections`: what runs, whether it is sound, and what it covers. */
export function addDetections(program: Command, finish: Finish): void {
  const detections = program
    .command('detections')
    .description('list, show, check, test and begin detections; say what they cover')
    .helpCommand(false)
  detections
    .command('list')
    .description('list the detections that a scan runs')
    .addOption(rulesOption())
    .addOption(skipOption())
    .addOption(configOption())
    .addOption(formatOption(['table', 'json']))
    .action(async options => {
      const { listDetections } = await import('../commands/detections/list.ts')
      finish(await listDetections(options))
    })
  detections
    .command('show')
    .description('show a detection: why it matters, what it cannot see, what to do, its rule')
    .argument('<name>', 'slug, id or title')
    .addOption(rulesOption())
    .addOption(skipOption())
    .addOption(configOption())
    .addOption(formatOption(['table', 'json']))
    .action(async (name: string, options) => {
      const { showDetection } = await import('../commands/detections/show.ts')
      finish(await showDetection(name, options))
    })
  addChecks(detections, finish)
}

/** What is sound, what is covered, and a new one to start from. */
function addChecks(detections: Command, finish: Finish): void {
  detections
    .command('test')
    .description('run the cases of detections; exits with 1 when one fails')
    .argument(
      '[name...]',
      'slugs, titles, detection folders, or single cases of one (default: all that come with the program)',
    )
    .addOption(configOption())
    .addOption(formatOption(['table', 'json', 'junit']))
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (names: string[], options) => {
      const { testDetections } = await import('../commands/detections/test.ts')
      finish(await testDetections(names, options))
    })
  detections
    .command('lint')
    .description('check rules, own or foreign, by numbered checks; exits with 1 when one has an error')
    .argument('[path...]', 'rule files or folders (default: the detections that come with the program)')
    .addOption(configOption())
    .option('--strict', 'exit with 1 for warnings too')
    .addOption(formatOption(['table', 'json']))
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (paths: string[], options) => {
      const { runLint } = await import('../commands/detections/lint.ts')
      finish(await runLint(paths, options))
    })
  detections
    .command('coverage')
    .description('what intruders do to buckets and what finds it; given logs, also what was seen and what was blind')
    .argument('[path...]', 'logs to scan')
    .addOption(rulesOption())
    .addOption(skipOption())
    .addOption(configOption())
    .addOption(formatOption(['table', 'json', 'navigator'], ' (a layer for the ATT&CK Navigator)'))
    .option('--no-color', 'no colours (also NO_COLOR)')
    .action(async (paths: string[], options) => {
      const { showCoverage } = await import('../commands/detections/coverage.ts')
      finish(await showCoverage(paths, options))
    })
  detections
    .command('new')
    .description('write a detection folder that passes its own cases, to start from')
    .argument('<slug>', 'what happened, in words joined by hyphens: bucket-policy-deleted; or a path that ends in it')
    .option('--in <folder>', 'where to put it (default: here)')
    .option('--title <text>', 'its title')
    .option(
      '--event <name>',
      'the CloudTrail eventName to begin with; of a service whose names are not known, ec2.amazonaws.com:RunInstances',
    )
    .action(async (slug: string, options) => {
      const { createDetection } = await import('../commands/detections/new.ts')
      finish(await createDetection(slug, options))
    })
}
