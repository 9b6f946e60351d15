import { formatDuration } from '#primitives'
import { visibility } from '../watching/sqs/in-flight.ts'
import { type Check, passed, warning } from './check.ts'

/** Attributes of a queue by their names at AWS. */
export type QueueSettings = Readonly<Partial<Record<string, string>>>

const day = 24 * 3_600

/** What a queue's settings mean for a watch. */
export function checkSettings(settings: QueueSettings): Check[] {
  return [
    passed(
      'queue',
      `${settings['ApproximateNumberOfMessages'] ?? '?'} messages wait, ${settings['ApproximateNumberOfMessagesNotVisible'] ?? '?'} are being worked on`,
    ),
    checkRedrive(maxReceiveCount(settings['RedrivePolicy'])),
    checkRetention(Number(settings['MessageRetentionPeriod'])),
    passed(
      'visibility',
      `the queue says ${settings['VisibilityTimeout'] ?? '?'} s; watch asks for ${visibility} s and renews them, whatever it says`,
    ),
  ]
}

export function maxReceiveCount(redrivePolicy: string | undefined): number | undefined {
  const [, count] = /"maxReceiveCount"\s*:\s*"?(\d+)/.exec(redrivePolicy ?? '') ?? []
  return count === undefined ? undefined : Number(count)
}

function checkRedrive(most: number | undefined): Check {
  if (most === undefined) {
    const fix = 'Give the queue a dead-letter queue with a maxReceiveCount of 10.'
    return warning('redrive', 'no redrive policy: a message that cannot be read comes again until it expires', fix)
  }
  if (most >= 5) return passed('redrive', `a message is moved aside after ${most} receipts`)
  const fix = 'Allow some ten: each time that AWS is away, and each process that is killed, takes one.'
  return warning('redrive', `a message is moved aside after only ${most} receipts`, fix)
}

function checkRetention(seconds: number): Check {
  const kept = formatDuration(seconds * 1000)
  if (Number.isNaN(seconds) || seconds >= day) return passed('retention', `messages are kept for ${kept}`)
  return warning(
    'retention',
    `messages are kept for ${kept} only`,
    'Keep them for as long as a watch may be down: 4 to 14 days.',
  )
}
