import type { Message } from '@aws-sdk/client-sqs'
import { sqsClient } from '../../aws/clients.ts'
import { defaultRetry, nameOf, type RetryPolicy, retrying } from '../../aws/retry.ts'
import { Gathering } from './gathering.ts'
import type { QueueAddress } from './queue-address.ts'

/** A received message, by the handle that is good for this receipt of it. */
export interface Receipt {
  readonly id: string
  readonly handle: string
}

/** Messages of a batch at most, whatever is done with them. */
const atOnce = 10

/** Seconds that a queue has to answer, beyond those that it was asked to wait. */
const answerWithin = 15

/** The requests to a queue that the source makes; changes are gathered into batches of ten. */
export class Queue {
  readonly #address: QueueAddress
  readonly #policy: RetryPolicy
  readonly #deletions: Gathering<Receipt>
  readonly #changes: Gathering<Receipt & { readonly seconds: number }>

  constructor(address: QueueAddress, policy: RetryPolicy = defaultRetry) {
    this.#address = address
    this.#policy = policy
    this.#deletions = new Gathering(atOnce, batch => this.#delete(batch))
    this.#changes = new Gathering(atOnce, batch => this.#change(batch))
  }

  /** Waits up to `wait` seconds for messages, which nobody else sees for `visibility` seconds. Not tried again. */
  async receive(wait: number, visibility: number, signal: AbortSignal): Promise<readonly Message[]> {
    const { ReceiveMessageCommand } = await import('@aws-sdk/client-sqs')
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#address.url,
      MaxNumberOfMessages: atOnce,
      WaitTimeSeconds: wait,
      VisibilityTimeout: visibility,
      MessageSystemAttributeNames: ['ApproximateReceiveCount', 'SentTimestamp'],
    })
    const { Messages = [] } = await (await this.#client()).send(command, {
      abortSignal: signal,
      requestTimeout: (wait + answerWithin) * 1_000,
    })
    return Messages
  }

  /** Rejects with the error when that fails. */
  delete(receipt: Receipt): Promise<void> {
    return this.#deletions.add(receipt)
  }

  /** Nobody else sees the message for so many seconds from now on. Rejects with the error when that fails. */
  hide(receipt: Receipt, seconds: number): Promise<void> {
    return this.#changes.add({ ...receipt, seconds })
  }

  #client(): ReturnType<typeof sqsClient> {
    return sqsClient(this.#address.origin, this.#address.region)
  }

  async #delete(batch: readonly Receipt[]): Promise<ReadonlyMap<number, Error>> {
    const { DeleteMessageBatchCommand } = await import('@aws-sdk/client-sqs')
    const client = await this.#client()
    const Entries = batch.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle }))
    const command = new DeleteMessageBatchCommand({ QueueUrl: this.#address.url, Entries })
    return refusedOf(await this.#retry(() => client.send(command)))
  }

  async #change(batch: readonly (Receipt & { readonly seconds: number })[]): Promise<ReadonlyMap<number, Error>> {
    const { ChangeMessageVisibilityBatchCommand } = await import('@aws-sdk/client-sqs')
    const client = await this.#client()
    const Entries = batch.map(({ handle, seconds }, index) => ({
      Id: String(index),
      ReceiptHandle: handle,
      VisibilityTimeout: seconds,
    }))
    const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#address.url, Entries })
    return refusedOf(await this.#retry(() => client.send(command)))
  }

  #retry<T>(act: () => Promise<T>): Promise<T> {
    return retrying(act, this.#policy, new AbortController().signal)
  }
}

interface BatchAnswer {
  readonly Failed?: readonly { readonly Id?: string | undefined; readonly Code?: string | undefined }[] | undefined
}

const refusedOf = ({ Failed = [] }: BatchAnswer): ReadonlyMap<number, Error> =>
  new Map(Failed.map(({ Id, Code }) => [Number(Id), new Error(Code ?? 'refused')]))

/** In a word, for a person. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error && error.message !== '' ? error.message : nameOf(error)
