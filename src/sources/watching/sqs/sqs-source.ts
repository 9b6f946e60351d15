import type { Message } from '@aws-sdk/client-sqs'
import { type Duration, failure, type Issue, ok, type Result } from '#primitives'
import { markOfObject } from '../../s3/mark-of-object.ts'
import { s3Url } from '../../s3/s3-url.ts'
import type { ArrivedFile, Delivery, Progress, WatchedSource } from '../delivery.ts'
import { Endurance } from '../endurance.ts'
import { InFlight, visibility } from './in-flight.ts'
import { sqsProblems } from './problems.ts'
import { Queue, type Receipt, reasonOf } from './queue.ts'
import { parseQueueAddress } from './queue-address.ts'
import { readNotification, type ToldObject } from './read-notification.ts'

export interface SqsSettings {
  /** Messages that are worked on at once. */
  readonly inFlight: number
  /** How long a queue that does not exist, or denies access, is asked again. */
  readonly patience: Duration
}

/** Seconds that a request waits for messages: as long as SQS allows, since an answer without any costs as much. */
const longPoll = 20

/** A message that comes a second time mostly does so within minutes; one that comes later is read again, and counts once. */
const lookBack = 24 * 3_600_000

/** Seconds after which a message that was given back comes again, by how often it has been received. */
const backOff = (received: number): number => Math.min(300, 5 * 2 ** Math.max(0, received - 1))

type Told = Parameters<WatchedSource['deliveries']>[0]

/** A queue to which S3, SNS, EventBridge or CloudTrail tells of new log files. */
export function sqsSource(name: string, { inFlight: most, patience }: SqsSettings): Result<WatchedSource> {
  const address = parseQueueAddress(name)
  if (!address) return failure(sqsProblems.badAddress(name))
  return ok({
    name,
    lookBack,
    async *deliveries(told) {
      const queue = new Queue(address)
      const inFlight = new InFlight(queue, ({ id }, error) =>
        told.report(sqsProblems.notExtended(`${name}#${id}`, reasonOf(error))),
      )
      const asked = { name, action: 'sqs:ReceiveMessage', resource: address.arn }
      const endurance = new Endurance(asked, { patience, ...told })
      const over = (): boolean => told.signal.aborted
      // Not with the first: whether there is a queue at all is known at once then.
      let wait = 0
      while (!over()) {
        await inFlight.fewerThan(most, told.signal)
        if (over()) return
        const messages = await endurance.of(() => queue.receive(wait, visibility, told.signal))
        if (messages) wait = longPoll
        const letters = (messages ?? []).map(message => new Letter(message, { source: name, queue, inFlight, told }))
        try {
          for (let letter = letters.shift(); letter; letter = letters.shift()) {
            const delivery = letter.open()
            if (delivery) yield delivery
          }
        } finally {
          for (const letter of letters) await letter.giveBack() // nobody asked for them any more
        }
      }
    },
  })
}

interface Desk {
  readonly source: string
  readonly queue: Queue
  readonly inFlight: InFlight
  readonly told: Told
}

/** A message, from its receipt until it is deleted or comes again. */
class Letter implements Pick<Delivery, 'settle' | 'giveBack'> {
  readonly #message: Message
  readonly #desk: Desk
  readonly #receipt: Receipt
  readonly #at: string
  #isPoison = false

  constructor(message: Message, desk: Desk) {
    this.#message = message
    this.#desk = desk
    this.#receipt = { id: message.MessageId ?? '', handle: message.ReceiptHandle ?? '' }
    this.#at = `${desk.source}#${this.#receipt.id}`
    desk.inFlight.add(this.#receipt)
  }

  /** What is to be read of it; nothing when all of it has been read before, and then it is deleted. */
  open(): Delivery | undefined {
    const notification = readNotification(this.#message.Body ?? '')
    const letter = { positions: new Map(), settle: () => this.settle(), giveBack: () => this.giveBack() }
    if (notification.kind === 'poison') {
      this.#isPoison = true
      return { ...letter, files: [], refused: [sqsProblems.poison(this.#at, notification.reason)] }
    }
    const sent = Number(this.#message.Attributes?.SentTimestamp)
    const files = notification.objects.map(object => arrivedFile(object, sent)).filter(unread(this.#desk.told.progress))
    const refused: Issue[] = notification.ignored.map(reason => sqsProblems.noLog(this.#at, reason))
    if (files.length > 0 || refused.length > 0) return { ...letter, files, refused }
    void this.settle()
    return undefined
  }

  readonly settle = async (): Promise<void> => {
    const { inFlight, queue, told } = this.#desk
    inFlight.remove(this.#receipt)
    if (this.#isPoison) return
    try {
      await queue.delete(this.#receipt)
    } catch (error) {
      told.report(sqsProblems.notDeleted(this.#at, reasonOf(error)))
    }
  }

  readonly giveBack = async (): Promise<void> => {
    const { inFlight, queue, told } = this.#desk
    inFlight.remove(this.#receipt)
    const received = Number(this.#message.Attributes?.ApproximateReceiveCount ?? 1)
    try {
      // Who ends gives others the chance to go on at once.
      await queue.hide(this.#receipt, told.signal.aborted ? 0 : backOff(received))
    } catch {
      // Then it comes again when the time that it was hidden for is over.
    }
  }
}

const unread =
  (progress: Progress) =>
  ({ mark }: ArrivedFile): boolean =>
    !progress.hasRead(mark)

function arrivedFile({ place, written }: ToldObject, sent: number): ArrivedFile {
  const arrived = written ?? sent
  return {
    file: {
      name: s3Url({ bucket: place.bucket, prefix: place.key }),
      object: place,
      ...(place.size !== undefined && { size: place.size }),
    },
    mark: markOfObject(place, arrived),
    arrived,
  }
}
