import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type ContenderName, contenderNames } from './contenders.ts'
import { type Trail, trails } from './trails.ts'

export interface BenchOptions {
  readonly trails: readonly Trail[]
  readonly contenders: readonly ContenderName[]
  readonly runs: number
  readonly workers: number
  /** Size of every trail, in place of its own. */
  readonly megabytes: number | undefined
  /** Compare sets of rules, not contenders. */
  readonly rules: boolean
  /** Measure a watching program, not contenders. */
  readonly latency: boolean
  readonly soak: boolean
  readonly json: boolean
  /** Where the tables are written as Markdown too. */
  readonly write: boolean
}

export const usage = `Usage: npm run bench -- [options]

  --trail a,b        only these trails: ${trails.map(trail => `${trail.letter} (${trail.name})`).join(', ')}
  --contender x,y    only these contenders, and the floor: ${contenderNames.join(', ')}
  --runs N           runs of each contender, of which the median counts (5; the large file at most 3)
  --megabytes N      decompressed size of each trail (as large as the issue of each says)
  --workers N        threads for every contender (one per core)
  --rules            what many rules cost in times of few: 500 against 10, the whole content against seven
  --latency          from a file in a bucket to its finding on the output, at 20 files a second
  --soak             memory and state file of a watching program over five million events
  --quick            one run on small trails: does it work, not how fast is it
  --json             one JSON line per trail and contender
  --write            also write the tables to docs/benchmarks.md
`

const split = (text: string | undefined): readonly string[] | undefined => text?.split(',').map(part => part.trim())

/** Undefined when something is misspelt. */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const values = parse(args)
  if (!values) return undefined
  const letters = split(values.trail) ?? trails.map(trail => trail.letter)
  const names = split(values.contender) ?? contenderNames
  const chosenTrails = letters.map(wanted => trails.find(({ letter, name }) => wanted === letter || wanted === name))
  const chosen = contenderNames.filter(name => name === 'floor' || names.includes(name))
  const megabytes = values.megabytes ? Number(values.megabytes) : values.quick ? 20 : undefined
  const options = {
    trails: chosenTrails.filter(trail => trail !== undefined),
    contenders: chosen,
    runs: Number(values.runs ?? (values.quick ? 1 : 5)),
    workers: Number(values.workers ?? availableParallelism()),
    megabytes,
    rules: values.rules,
    latency: values.latency,
    soak: values.soak,
    json: values.json,
    write: values.write,
  }
  const misspelt =
    options.trails.length < letters.length || names.some(name => !contenderNames.some(known => known === name))
  const numbers = [options.runs, options.workers, megabytes ?? 1]
  return misspelt || numbers.some(number => !(number >= 1)) ? undefined : options
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        trail: { type: 'string' },
        contender: { type: 'string' },
        runs: { type: 'string' },
        megabytes: { type: 'string' },
        workers: { type: 'string' },
        quick: { type: 'boolean', default: false },
        rules: { type: 'boolean', default: false },
        latency: { type: 'boolean', default: false },
        soak: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
      },
    }).values
  } catch {
    return undefined
  }
}
