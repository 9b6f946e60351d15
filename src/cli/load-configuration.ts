import { type ConfigSources, type Configuration, loadConfig } from '#config'
import { programLimits } from '#pipeline'
import { failed } from './load-detections.ts'

/** The options of every command that reads bucketwatch.yaml. */
export interface ConfigOptions {
  readonly config?: string
}

/** The options of every command that runs or shows detections. */
export interface RuleOptions extends ConfigOptions {
  readonly rules?: readonly string[]
  readonly skipUnusable?: boolean
}

/** What they say of settings that the configuration has too. */
export const ruleFlags = ({ rules, skipUnusable }: RuleOptions): ConfigSources['flags'] => ({
  rules,
  unusable_rules: skipUnusable ? 'skip' : undefined,
})

/** The configuration of a command; mistakes in it end the command. */
export async function loadConfiguration(
  { config }: ConfigOptions,
  flags: ConfigSources['flags'] = {},
): Promise<Configuration> {
  const loaded = await loadConfig({
    file: config,
    variables: process.env,
    folder: process.cwd(),
    flags,
    defaults: {
      'limits.max_file_size': programLimits.maxFileBytes,
      'limits.max_ratio': programLimits.maxRatio,
      'limits.max_depth': programLimits.maxDepth,
      'limits.max_record_size': programLimits.maxRecordBytes,
      'limits.max_nesting': programLimits.maxNesting,
    },
  })
  if (!loaded.ok) throw failed(loaded.issues)
  return loaded.value
}
