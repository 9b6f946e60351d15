import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Random } from '../../bench/generator/random.ts'
import { type Emulator, type ProxiedRequest, startEmulator } from '../fixtures/emulator/index.ts'
import { filesRead, type Told } from '../scenarios/watch-process.ts'
import { Deletions } from './deletions.ts'
import { chooseFault } from './faults.ts'
import { Post } from './post.ts'
import { type ChaosFile, chaosTrail } from './trail.ts'
import { type Moment, Worker } from './worker.ts'

export interface ChaosPlan {
  readonly seed: string
  readonly files: number
  readonly kills: number
  /** What each process watches. The last one watches the bucket. */
  readonly processes: readonly (readonly ('queue' | 'bucket')[])[]
  /** An empty folder to work in. */
  readonly folder: string
  /** Milliseconds that all may take to be read after the last kill. */
  readonly patience: number
  readonly say: (line: string) => void
}

export interface ChaosOutcome {
  readonly emulator: Emulator
  /** Where all of the files are. */
  readonly bucket: string
  readonly state: string
  readonly configuration: string
  readonly depth: Awaited<ReturnType<Emulator['depth']>>
  readonly exitCodes: readonly (number | null)[]
  readonly told: readonly Told[]
  /** How often a process was killed, and a request met a fault. */
  readonly killed: number
  readonly faults: number
  readonly deletions: { readonly count: number; readonly early: readonly string[] }
}

const bucket = 'amzn-s3-demo-logs'

/** Longer than between the first and the last event: no window may close while it is still being delivered. */
const configuration = 'limits:\n  lateness: 400d\n'

/**
 * Delivers a trail in random order to processes that are killed again and again while much goes wrong, until everything is
 * read. The emulator is left running.
 */
export async function runChaos(plan: ChaosPlan): Promise<ChaosOutcome> {
  const { folder, seed, say } = plan
  const emulator = await startEmulator()
  await emulator.createBucket(bucket)
  const queue = await emulator.createQueue('chaos')
  const random = new Random(seed)
  const state = join(folder, 'state.db')
  const config = join(folder, 'bucketwatch.yaml')
  writeFileSync(config, configuration)
  const post = new Post(emulator, bucket, queue, random.fork('post'))
  const deletions = new Deletions(state, body => {
    const key = post.keys.get(body)
    return key === undefined ? undefined : `${bucket}/${key}`
  })
  const names = { queue: `sqs+${queue}`, bucket: `s3://${bucket}/listed/` }
  const options = ['--state', state, '--config', config, '-f', 'jsonl', '--log-level', 'warn']
  const faults = random.fork('faults')
  const workers: Worker[] = []
  let isCalm = false
  let met = 0
  const choose = (request: ProxiedRequest) => {
    const fault = isCalm ? undefined : chooseFault(faults, request)
    if (fault !== undefined) met += 1
    return fault
  }
  try {
    for (const watched of plan.processes) {
      const words = [...watched.map(one => names[one]), ...options]
      workers.push(await Worker.start(words, { emulator, deletions, choose }))
    }
    const trail = chaosTrail(random.fork('trail'), plan.files, Date.now())
    const killed = await killAgainAndAgain(plan, { trail, post, workers, random: random.fork('kills') })
    say(`all ${post.count} objects are there, ${filesRead(state)} marks`)
    isCalm = true
    await settle(() => filesRead(state) >= post.count, { emulator, queue, patience: plan.patience, workers })
    const exitCodes = await Promise.all(workers.map(worker => worker.stop()))
    const told = workers.flatMap(worker => worker.told)
    const depth = await emulator.depth(queue)
    return { emulator, bucket, state, configuration: config, depth, exitCodes, told, killed, faults: met, deletions }
  } catch (error) {
    await emulator.close()
    throw error
  } finally {
    for (const worker of workers) await worker.close()
  }
}

interface Stage {
  readonly trail: readonly ChaosFile[]
  readonly post: Post
  readonly workers: readonly Worker[]
  readonly random: Random
}

async function killAgainAndAgain(
  { kills, processes, say }: ChaosPlan,
  { trail, post, workers, random }: Stage,
): Promise<number> {
  let killed = 0
  for (let round = 0; round < kills; round++) {
    const from = Math.floor((round * trail.length) / kills)
    await post.deliver(trail.slice(from, Math.floor(((round + 1) * trail.length) / kills)))
    const isLast = round === kills - 1
    // What comes last into the bucket is found at once by a process that begins.
    const doomed = isLast ? workers.slice(-1) : random.chance(0.2) ? workers : [random.pick(workers)]
    const dooms = doomed.map(worker => {
      const index = workers.indexOf(worker)
      return { worker, index, ...chooseMoment(random, processes[index] ?? []) }
    })
    say(`kill ${round + 1}: ${dooms.map(({ index, name }) => `${index} ${name}`).join(', ')}`)
    await Promise.all(dooms.map(({ worker, moment }) => worker.kill(moment)))
    killed += dooms.length
    if (isLast) await post.finish()
    for (const worker of doomed) worker.restart()
  }
  return killed
}

const asksFor =
  (action: string) =>
  ({ target }: ProxiedRequest): boolean =>
    target === `AmazonSQS.${action}`

interface Asking {
  readonly name: string
  readonly asks: (request: ProxiedRequest) => boolean
}

const isListing = (url: string): boolean => url.includes('list-type=2')
const reading: Asking = { name: 'while it reads', asks: ({ method, url }) => method === 'GET' && !isListing(url) }
/** What a process asks for, by what it watches. */
const askings: Readonly<Record<'queue' | 'bucket', readonly Asking[]>> = {
  queue: [
    { name: 'after a commit', asks: asksFor('DeleteMessageBatch') },
    { name: 'as it asks for messages', asks: asksFor('ReceiveMessage') },
    reading,
  ],
  bucket: [{ name: 'as it lists', asks: ({ url }) => isListing(url) }, reading],
}

function chooseMoment(
  random: Random,
  watched: ChaosPlan['processes'][number],
): { readonly name: string; readonly moment: Moment } {
  if (random.chance(0.4)) {
    const after = random.below(3_000)
    return { name: `after ${after} ms`, moment: { kind: 'time', after } }
  }
  const { name, asks } = random.pick(watched.flatMap(one => askings[one]))
  return { name, moment: { kind: 'request', asks, nth: random.between(1, 4) } }
}

/** Until everything is read and the queue has nothing left. */
async function settle(
  isRead: () => boolean,
  { emulator, queue, patience, workers }: { emulator: Emulator; queue: string; patience: number; workers: Worker[] },
): Promise<void> {
  const end = performance.now() + patience
  for (;;) {
    const { waiting, inFlight } = await emulator.depth(queue)
    if (waiting + inFlight === 0 && isRead()) return
    if (performance.now() > end) {
      const said = workers.map(({ stderr }) => stderr.slice(-2_000)).join('\n')
      throw new Error(`not all is read; ${waiting} messages wait, ${inFlight} are in flight\n${said}`)
    }
    await setTimeout(250)
  }
}
