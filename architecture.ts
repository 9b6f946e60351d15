/**
 * Who may import whom: the stages that a log line passes, in order. The same table stands in ARCHITECTURE.md;
 * test/architecture.test.ts holds the code to the one and the document to the other.
 */
export interface Stage {
  readonly name: string
  readonly holds: string
  /** Stages that it may use, values and types. Only earlier ones, so there can be no cycle. */
  readonly imports: readonly string[]
  /** Stages of which it may know the types only. */
  readonly types: readonly string[]
  /** The same events give the same result: no clock, no disk, no network, no randomness, no process. */
  readonly pure: boolean
}

export const stages: readonly Stage[] = [
  {
    name: 'primitives',
    holds: 'Ids, Result, Issue, Duration, digests, text made safe for an output; no domain logic',
    imports: [],
    types: [],
    pure: true,
  },
  {
    name: 'events',
    holds: 'The event, the levels of an actor, the field catalogue that rules and documents share',
    imports: ['primitives'],
    types: [],
    pure: true,
  },
  {
    name: 'sources',
    holds:
      'Where bytes come from: files, folders, archives, standard input, S3; folders, buckets and queues that are watched',
    imports: ['primitives'],
    types: [],
    pure: false,
  },
  {
    name: 'formats',
    holds: 'How bytes become records and records become events: CloudTrail, S3 server access logs',
    imports: ['primitives', 'events', 'sources'],
    types: [],
    pure: false,
  },
  {
    name: 's3',
    holds: 'What a call means for S3: policies, grants, defences, objects, deliveries',
    imports: ['primitives', 'events'],
    types: [],
    pure: true,
  },
  {
    name: 'sigma',
    holds: 'The rule language: YAML to a tree to a predicate that explains itself',
    imports: ['primitives'],
    types: [],
    pure: true,
  },
  {
    name: 'baselines',
    holds: 'First seen, spike and correlation: mergeable states',
    imports: ['primitives', 'events'],
    types: [],
    pure: true,
  },
  {
    name: 'activity',
    holds: 'Who was here: principals, networks, reads, writes, denials, the time line; mergeable states',
    imports: ['primitives', 'events'],
    types: [],
    pure: true,
  },
  {
    name: 'detect',
    holds: 'The engine: what must be read at all, matching, collecting hits',
    imports: ['primitives', 'events', 's3', 'sigma', 'baselines'],
    types: [],
    pure: true,
  },
  {
    name: 'findings',
    holds: 'Grouping, messages, risk, severity, entity risk, incidents',
    imports: ['primitives', 'events', 'detect'],
    types: ['sigma'],
    pure: true,
  },
  {
    name: 'store',
    holds: 'The state file: states of detections, findings and their history, what was read',
    imports: ['primitives'],
    types: ['findings'],
    pure: false,
  },
  {
    name: 'reports',
    holds: 'Findings as table, JSON lines, JSON, CSV, Markdown',
    imports: ['primitives', 'events', 'findings', 'activity'],
    types: ['detect', 'store'],
    pure: false,
  },
  {
    name: 'config',
    holds: 'The user’s bucketwatch.yaml: typed values with their origin, issues with file and line',
    imports: ['primitives', 'events', 'findings'],
    types: [],
    pure: false,
  },
  {
    name: 'content',
    holds: 'Loads and checks detections and stories, runs their cases, makes their documents',
    imports: ['primitives', 'events', 'sigma', 'detect', 'config'],
    types: [],
    pure: false,
  },
  {
    name: 'pipeline',
    holds: 'The only place that wires stages together: scan, its workers, its account',
    imports: [
      'primitives',
      'events',
      'sources',
      'formats',
      's3',
      'sigma',
      'baselines',
      'activity',
      'detect',
      'findings',
      'store',
      'reports',
      'config',
      'content',
    ],
    types: [],
    pure: false,
  },
  {
    name: 'cli',
    holds: 'One file per command',
    imports: ['primitives', 'sources', 'findings', 'store', 'reports', 'config', 'content', 'pipeline'],
    types: ['events', 'formats', 'activity', 'detect'],
    pure: false,
  },
]

/** Built-in modules that compute and nothing else; the pure stages may use these only. */
export const pureBuiltins: readonly string[] = ['node:crypto', 'node:net', 'node:util']

/** A file has at most this many lines. */
export const maxLines = 250

/** A list of cases is easier to read in one piece. */
export const maxTestLines = 400

/** Files allowed to be longer, with their length. The list may only shrink: a number may fall, an entry may go. */
export const longFiles: Readonly<Record<string, number>> = {}

/** Words that say nothing of what a file is. */
export const emptyNames: readonly string[] = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc']
