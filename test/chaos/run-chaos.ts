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
  const choose = (request: ProxiedRequest) => (isCalm ? undefined : chooseFault(faults, request))
  try {
    for (const watched of plan.processes) {
      const words = [...watched.map(one => names[one]), ...options]
      workers.push(await Worker.start(words, { emulator, deletions, choose }))
    }
    const trail = chaosTrail(random.fork('trail'), plan.files, Date.now())
    await killAgainAndAgain(plan, { trail, post, workers, random: random.fork('kills') })
    say(`all ${post.count} objects are there, ${filesRead(state)} marks`)
    isCalm = true
    await settle(() => filesRead(state) >= post.count, { emulator, queue, patience: plan.patience, workers })
    const exitCodes = await Promise.all(workers.map(worker => worker.stop()))
    const told = workers.flatMap(worker => worker.told)
    const depth = await emulator.depth(queue)
    return { emulator, bucket, state, configuration: config, depth, exitCodes, told, deletions }
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

async function killAgainAndAgain({ kills, say }: ChaosPlan, { trail, post, workers, random }: Stage): Promise<void> {
  for (let round = 0; round < kills; round++) {
    const from = Math.floor((round * trail.length) / kills)
    await post.deliver(trail.slice(from, Math.floor(((round + 1) * trail.length) / kills)))
    const isLast = round === kills - 1
    // What comes last into the bucket is found at once by a process that begins.
    const doomed = isLast ? workers.slice(-1) : random.chance(0.2) ? workers : [random.pick(workers)]
    const moments = doomed.map(() => chooseMoment(random))
    say(
      `kill ${round + 1}: ${doomed.map((one, index) => `${workers.indexOf(one)} ${moments[index]?.name}`).join(', ')}`,
    )
    await Promise.all(doomed.map((worker, index) => worker.kill(moments[index]?.moment ?? { kind: 'time', after: 0 })))
    if (isLast) await post.finish()
    for (const worker of doomed) worker.restart()
  }
}

const asksFor =
  (action: string) =>
  ({ target }: ProxiedRequest): boolean =>
    target === `AmazonSQS.${action}`

const moments: readonly { readonly name: string; readonly asks: (request: ProxiedRequest) => boolean }[] = [
  { name: 'after a commit', asks: asksFor('DeleteMessageBatch') },
  { name: 'while it reads', asks: ({ method, url }) => method === 'GET' && !url.includes('list-type=2') },
  { name: 'as it asks for messages', asks: asksFor('ReceiveMessage') },
]

function chooseMoment(random: Random): { readonly name: string; readonly moment: Moment } {
  if (random.chance(0.4)) {
    const after = random.below(3_000)
    return { name: `after ${after} ms`, moment: { kind: 'time', after } }
  }
  const { name, asks } = random.pick(moments)
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
