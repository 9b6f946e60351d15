import { dirname, isAbsolute, join, resolve } from 'node:path'
import {
  failure,
  formatPlace,
  type Issue,
  isNonEmpty,
  isObject,
  type JsonObject,
  type JsonValue,
  ok,
  type Place,
  type Result,
} from '#primitives'
import { readAddresses } from './address-list.ts'
import { allowEntryOf } from './allow-entry-of.ts'
import type { ConfigFile } from './config-schema.ts'
import type { Configuration, SettingValue } from './configuration.ts'
import { environmentSettings } from './environment-settings.ts'
import { configVariable, type FoundConfig, findConfig } from './find-config.ts'
import { limitsOf } from './limits.ts'
import { readVariables, type Variables } from './read-environment.ts'
import { settings, variableOf } from './settings.ts'

export interface ConfigSources {
  /** The file that `--config` names. */
  readonly file?: string | undefined
  readonly variables: Variables
  /** Where to look for a file that nobody names. */
  readonly folder: string
  /** What flags say, by the path of the setting; undefined says nothing. */
  readonly flags?: Readonly<Record<string, JsonValue | undefined>>
  /** The program's own limits, to be shown. */
  readonly defaults?: Readonly<Record<string, JsonValue>>
}

/**
 * The configuration of a run: a flag wins over the environment, that over the file, that over the default. A list that is told
 * again is told anew, not added to. Every mistake in file and environment is an issue.
 */
export async function loadConfig(sources: ConfigSources): Promise<Result<Configuration>> {
  const { variables, folder, flags = {}, defaults = {} } = sources
  const variable = variables[configVariable]
  const found = await findConfig(sources.file ?? (variable === '' ? undefined : variable), folder)
  const told = readVariables(variables)
  if (!found.ok) return failure(...found.issues, ...issuesOf(told))
  if (!told.ok) return told
  const issues = await checkWhatIsTold(found.value, nested(told.value))
  if (isNonEmpty(issues)) return { ok: false, issues }
  const values = settings.map(({ path, fallback }): SettingValue => {
    const flag = flags[path]
    if (flag !== undefined) return { path, value: flag, origin: 'flag' }
    const variableValue = told.value.get(path)
    if (variableValue !== undefined)
      return { path, value: variableValue, origin: 'environment', from: variableOf(path) }
    const written = valueAt(found.value.value, path)
    if (written === undefined) return { path, value: defaults[path] ?? fallback, origin: 'default' }
    return { path, value: written, origin: 'file', from: formatPlace(found.value.placeOf(path)) }
  })
  return assemble(values, found.value, folder)
}

/** What checks is loaded by those who have something to check. */
async function checkWhatIsTold(found: FoundConfig, ofVariables: JsonObject): Promise<readonly Issue[]> {
  if (found.file === undefined && Object.keys(ofVariables).length === 0) return []
  const { checkConfig } = await import('./check-config.ts')
  return [
    ...issuesOf(checkConfig(found.value, found)),
    ...issuesOf(checkConfig(ofVariables, { placeOf: placeOfVariable })),
  ]
}

async function assemble(
  values: readonly SettingValue[],
  found: FoundConfig,
  folder: string,
): Promise<Result<Configuration>> {
  const config = nested(
    new Map(values.filter(({ origin }) => origin !== 'default').map(({ path, value }) => [path, value])),
  ) as ConfigFile
  const originOf = (path: string) => values.find(value => value.path === path)?.origin
  const placeIn = (path: string) => (index: number) =>
    originOf(path) === 'file' ? found.placeOf(`${path}.${index}`) : placeOfVariable(path)
  /** A path in a file is meant from where the file is. */
  const pathIn = (path: string) => (name: string) => {
    const base = originOf(path) === 'file' && found.file !== undefined ? dirname(resolve(folder, found.file)) : folder
    return isAbsolute(name) || originOf(path) === 'flag' ? name : join(base, name)
  }
  const addresses = await readAddresses(
    config.indicators?.addresses ?? [],
    pathIn('indicators.addresses'),
    placeIn('indicators.addresses'),
  )
  if (!addresses.ok) return addresses
  return ok({
    file: found.file,
    environment: { ...environmentSettings(config), listedNetworks: addresses.value },
    placeholders: config.placeholders ?? {},
    rules: (config.rules ?? []).map(pathIn('rules')),
    unusableRules: config.unusable_rules ?? 'refuse',
    disabled: (config.detections?.disable ?? []).map((slug, index) => ({
      slug,
      at: placeIn('detections.disable')(index),
    })),
    riskChanges: (config.risk?.adjust ?? []).map((change, index) => ({
      ...change,
      placeOf: path => found.placeOf(`risk.adjust.${index}${path === '' ? '' : `.${path}`}`),
    })),
    allow: (config.allow ?? []).map((entry, index) => allowEntryOf(entry, found.placeOf(`allow.${index}`))),
    sources: (config.sources ?? []).map(name => (isUrl(name) ? name : pathIn('sources')(name))),
    sourcePlaces: (config.sources ?? []).map((_, index) => placeIn('sources')(index)),
    state: config.state === undefined ? undefined : pathIn('state')(config.state),
    limits: limitsOf(config.limits ?? {}),
    values,
  })
}

/** `s3://bucket/prefix` is no path. */
const isUrl = (name: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(name)

const issuesOf = (result: Result<unknown>): readonly Issue[] => (result.ok ? [] : result.issues)

const placeOfVariable = (path: string): Place => ({ file: variableOf(path.replace(/\.\d+.*$/, '')) })

/** `{accounts: {own: [...]}}` from `accounts.own`. */
function nested(values: ReadonlyMap<string, JsonValue>): JsonObject {
  const root: Record<string, JsonValue> = {}
  for (const [path, value] of values) {
    const [section = '', key] = path.split('.')
    if (key === undefined) root[section] = value
    else root[section] = { ...(isObject(root[section]) ? root[section] : {}), [key]: value }
  }
  return root
}

function valueAt(config: JsonObject, path: string): JsonValue | undefined {
  let value: JsonValue | undefined = config
  for (const key of path.split('.')) value = isObject(value) ? value[key] : undefined
  return value ?? undefined
}
