import type { ActivityEvent } from '#events'

/** What an activity came to, for the account of who did how much. */
export type Access = 'read' | 'write' | 'denied' | 'failed'

export const accesses: readonly Access[] = ['read', 'write', 'denied', 'failed']

// Operation grammar of access logs: https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
const readingAction =
  /^(?:Get|List|Head|Describe|Select|Search|(?:REST|SOAP|WEBSITE)\.(?:GET|HEAD|OPTIONS)\.|REST\.COPY\.\w+_GET$)/

const readingByAction = new Map<string, boolean>()

/** Reads and writes that succeeded are told apart by the call's name; refusals and errors stand for themselves. */
export function accessOf(event: ActivityEvent): Access {
  if (event.outcome === 'denied') return 'denied'
  if (event.outcome === 'failed') return 'failed'
  let reading = readingByAction.get(event.action)
  if (reading === undefined) {
    reading = readingAction.test(event.action)
    if (readingByAction.size < 4096) readingByAction.set(event.action, reading)
  }
  return reading ? 'read' : 'write'
}
