export const textOperators = ['contains', 'startswith', 'endswith'] as const
export const numberOperators = ['lt', 'lte', 'gt', 'gte'] as const
export const timeParts = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const
export const flags = ['i', 'm', 's'] as const
export const wideEncodings = ['utf16', 'utf16le', 'utf16be', 'wide'] as const
export const encodings = [...wideEncodings, 'base64', 'base64offset'] as const
export const transforms = ['expand', 'windash', ...encodings] as const

/** Every modifier of Sigma 2.1: https://github.com/SigmaHQ/sigma-specification, sigma-appendix-modifiers.md. */
export const modifiers = [
  ...textOperators,
  ...numberOperators,
  ...timeParts,
  ...flags,
  ...transforms,
  'all',
  'cased',
  'cidr',
  'exists',
  'fieldref',
  'neq',
  're',
] as const

export type Modifier = (typeof modifiers)[number]
export type Transform = (typeof transforms)[number]

/** Whether a modifier is one of a family. */
export const isOneOf = <Name extends Modifier>(family: readonly Name[], name: Modifier): name is Name =>
  family.some(known => known === name)
