const documentKeys = [
  'title',
  'id',
  'related',
  'name',
  'taxonomy',
  'status',
  'description',
  'license',
  'references',
  'author',
  'date',
  'modified',
  'tags',
  'falsepositives',
  'level',
  'sigma-version',
]

/** Keys that Sigma 2.1 defines for a rule; all others are the host's. */
export const ruleKeys: ReadonlySet<string> = new Set([...documentKeys, 'scope', 'logsource', 'detection', 'fields'])

/** The same for a filter. */
export const filterKeys: ReadonlySet<string> = new Set([...documentKeys, 'logsource', 'filter'])

/** The same for a correlation. */
export const correlationKeys: ReadonlySet<string> = new Set([...documentKeys, 'correlation', 'generate'])
