import { escapeTerminal } from '#primitives'
import { type ConfigOptions, loadConfiguration } from '../../load-configuration.ts'
import { loadDetections } from '../../load-detections.ts'
import { writeOut } from '../../terminal.ts'

/** Reads the configuration with all that it names, and says what is wrong, by ending the command. */
export async function checkConfiguration(options: ConfigOptions): Promise<number> {
  const configuration = await loadConfiguration(options)
  const { detections } = await loadDetections(configuration)
  const { file, environment } = configuration
  const own = environment.ownAccounts.length
  const told = [
    `${own} own ${own === 1 ? 'account' : 'accounts'}`,
    `${environment.listedNetworks.length} bad addresses`,
    `${detections.length} detections`,
  ]
  const what = file ?? 'there is no bucketwatch.yaml here; the defaults'
  await writeOut(process.stdout, `${escapeTerminal(what)}: good (${told.join(', ')})\n`)
  return 0
}
