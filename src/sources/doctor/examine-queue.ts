import { sqsClient } from '../aws/clients.ts'
import { explainError } from '../aws/explain-error.ts'
import { defaultRetry, nameOf, retrying } from '../aws/retry.ts'
import { sqsProblems } from '../watching/sqs/problems.ts'
import { parseQueueAddress, type QueueAddress } from '../watching/sqs/queue-address.ts'
import { readNotification } from '../watching/sqs/read-notification.ts'
import { type Check, failedBy, passed, refused, skipped, warning } from './check.ts'
import { AnswerDate, checkClock } from './check-clock.ts'
import { checkSettings, maxReceiveCount, type QueueSettings } from './check-queue-settings.ts'
import { readOne } from './examine-bucket.ts'

/**
 * Tries what a watch does with a queue, and leaves all messages where they are: one is received with a visibility timeout
 * of nothing, and a deletion is asked for with a handle that no message has.
 */
export async function* examineQueue(name: string): AsyncGenerator<Check> {
  const address = parseQueueAddress(name)
  if (!address) {
    yield failedBy('address', sqsProblems.badAddress(name))
    return
  }
  const desk: Desk = { name, address, date: new AnswerDate() }
  const { settings, refusal } = await attributesOf(desk)
  if (refusal) yield refusal
  else yield* checkSettings(settings)
  yield* receiveOne(desk, settings)
  yield await tryWithoutMessage(desk, 'delete')
  yield await tryWithoutMessage(desk, 'extend')
  yield checkClock(desk.date.value)
}

interface Desk {
  readonly name: string
  readonly address: QueueAddress
  readonly date: AnswerDate
}

const clientOf = ({ address }: Desk): ReturnType<typeof sqsClient> => sqsClient(address.origin, address.region)

const asking = <T>(act: () => Promise<T>): Promise<T> => retrying(act, defaultRetry, new AbortController().signal)

const askedFor = ({ name, address }: Desk, action: string) => ({ name, action, resource: address.arn })

async function attributesOf(desk: Desk): Promise<{ settings: QueueSettings; refusal?: Check }> {
  try {
    const client = await clientOf(desk)
    const { GetQueueAttributesCommand } = await import('@aws-sdk/client-sqs')
    const command = new GetQueueAttributesCommand({ QueueUrl: desk.address.url, AttributeNames: ['All'] })
    command.middlewareStack.add(desk.date.middleware, { step: 'deserialize' })
    const { Attributes = {} } = await asking(() => client.send(command))
    return { settings: Attributes }
  } catch (error) {
    return { settings: {}, refusal: refused('queue', explainError(error, askedFor(desk, 'sqs:GetQueueAttributes'))) }
  }
}

/** A receipt counts for the redrive policy, so where few are allowed none is made. */
async function* receiveOne(desk: Desk, { RedrivePolicy }: QueueSettings): AsyncGenerator<Check> {
  const most = maxReceiveCount(RedrivePolicy)
  if (most !== undefined && most < 3) {
    yield skipped('receive', `the redrive policy allows ${most} receipts of a message, and this would be one`)
    return
  }
  try {
    const client = await clientOf(desk)
    const { ReceiveMessageCommand } = await import('@aws-sdk/client-sqs')
    const command = new ReceiveMessageCommand({
      QueueUrl: desk.address.url,
      MaxNumberOfMessages: 1,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 0,
    })
    const { Messages: [message] = [] } = await asking(() => client.send(command))
    if (message) {
      yield passed('receive', 'one message, hidden from nobody; it counts as one more receipt of it')
      yield* readMessage(message.Body ?? '')
    } else yield passed('receive', 'sqs:ReceiveMessage; no message waits, so that no object could be tried')
  } catch (error) {
    yield refused('receive', explainError(error, askedFor(desk, 'sqs:ReceiveMessage')))
  }
}

async function* readMessage(body: string): AsyncGenerator<Check> {
  const notification = readNotification(body)
  if (notification.kind === 'poison') {
    const fix = 'Send only notifications of S3, EventBridge or CloudTrail to this queue.'
    yield warning('message', `the message cannot be read: ${notification.reason}`, fix)
    return
  }
  const [object] = notification.objects
  if (!object) yield passed('message', `it tells of no log (${notification.ignored.join('; ')})`)
  else yield await readOne(object.place)
}

const trials = {
  delete: { command: 'DeleteMessageCommand', action: 'sqs:DeleteMessage' },
  extend: { command: 'ChangeMessageVisibilityCommand', action: 'sqs:ChangeMessageVisibility' },
} as const

/** Whoever may not do it is told so before the handle is looked at. */
async function tryWithoutMessage(desk: Desk, name: keyof typeof trials): Promise<Check> {
  const { command, action } = trials[name]
  const detail = `${action}, asked for with a handle that no message has`
  try {
    const client = await clientOf(desk)
    const sqs = await import('@aws-sdk/client-sqs')
    const input = { QueueUrl: desk.address.url, ReceiptHandle: 'no-message', VisibilityTimeout: 0 }
    await asking(() =>
      command === 'DeleteMessageCommand'
        ? client.send(new sqs.DeleteMessageCommand(input))
        : client.send(new sqs.ChangeMessageVisibilityCommand(input)),
    )
    return passed(name, detail)
  } catch (error) {
    if (/ReceiptHandle|InvalidParameterValue|MessageNotInflight/.test(nameOf(error))) return passed(name, detail)
    return refused(name, explainError(error, askedFor(desk, action)))
  }
}
