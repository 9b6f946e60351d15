import type { JsonValue } from '#primitives'

/** One value of the configuration, under its dotted name. */
export interface Setting {
  readonly path: string
  /** How an environment variable tells it: a list with commas, a number, a text, or not at all. */
  readonly form: 'list' | 'number' | 'text' | 'file-only'
  /** Where no flag, environment or file tells it. Limits have theirs from the program. */
  readonly fallback: JsonValue
}

/** Every setting, in the order of the file that `init` writes. */
export const settings: readonly Setting[] = [
  { path: 'accounts.own', form: 'list', fallback: [] },
  { path: 'accounts.known', form: 'list', fallback: [] },
  { path: 'buckets.logs', form: 'list', fallback: [] },
  { path: 'buckets.sensitive', form: 'list', fallback: [] },
  { path: 'networks.trusted', form: 'list', fallback: [] },
  { path: 'principals.automation', form: 'list', fallback: [] },
  { path: 'indicators.addresses', form: 'list', fallback: [] },
  { path: 'placeholders', form: 'file-only', fallback: {} },
  { path: 'rules', form: 'list', fallback: [] },
  { path: 'unusable_rules', form: 'text', fallback: 'refuse' },
  { path: 'detections.disable', form: 'list', fallback: [] },
  { path: 'risk.adjust', form: 'file-only', fallback: [] },
  { path: 'allow', form: 'file-only', fallback: [] },
  { path: 'sources', form: 'list', fallback: [] },
  { path: 'state', form: 'text', fallback: null },
  { path: 'limits.workers', form: 'number', fallback: 'one per core' },
  { path: 'limits.max_file_size', form: 'text', fallback: null },
  { path: 'limits.max_ratio', form: 'number', fallback: null },
  { path: 'limits.max_depth', form: 'number', fallback: null },
  { path: 'limits.max_record_size', form: 'text', fallback: null },
  { path: 'limits.max_nesting', form: 'number', fallback: null },
  { path: 'limits.lateness', form: 'text', fallback: '2d' },
]

const prefix = 'BUCKETWATCH_'

/** `accounts.own` is `BUCKETWATCH_ACCOUNTS__OWN`. */
export const variableOf = (path: string): string => `${prefix}${path.replaceAll('.', '__').toUpperCase()}`

/** Whether an environment variable means to be a setting, known or not: only they have two underscores. */
export const meansSetting = (name: string): boolean => name.startsWith(prefix) && name.includes('__')
