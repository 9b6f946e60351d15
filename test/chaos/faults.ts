import type { Random } from '../../bench/generator/random.ts'
import type { Fault, ProxiedRequest } from '../fixtures/emulator/index.ts'

/** Seconds that a message is hidden at most, whatever is asked for: shorter than some batches take. */
const hiddenAtMost = 2

/** What goes wrong on the way to S3 and SQS, to about one request in seven. */
export function chooseFault(random: Random, { method, url, target }: ProxiedRequest): Fault | undefined {
  if (!random.chance(1 / 7)) return undefined
  if (target !== '') return random.pick(queueFaults)
  if (method !== 'GET') return undefined
  return random.pick(url.includes('list-type=2') ? listingFaults : objectFaults)
}

const busy: Fault = { kind: 'refuse', status: 503, code: 'SlowDown' }
const reset: Fault = { kind: 'reset' }
const broken: Fault = { kind: 'truncate', after: 200 }

const objectFaults: readonly Fault[] = [busy, reset, broken, { kind: 'slow', pieces: 6, every: 20 }]
const listingFaults: readonly Fault[] = [busy, reset, broken]
const queueFaults: readonly Fault[] = [
  { kind: 'refuse', status: 503, code: 'ServiceUnavailable' },
  reset,
  // Received, deleted or hidden, and nobody hears of it.
  { kind: 'truncate', after: 20 },
]

/** Messages come again within seconds, as if the work on them took minutes. */
export function hideBriefly({ target, body }: ProxiedRequest): string {
  if (!/^AmazonSQS\.(?:Receive|ChangeMessageVisibility)/.test(target)) return body
  return body.replaceAll(/"VisibilityTimeout":(\d+)/g, (_, seconds) => {
    return `"VisibilityTimeout":${Math.min(Number(seconds), hiddenAtMost)}`
  })
}
