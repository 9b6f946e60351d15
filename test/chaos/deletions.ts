import { DatabaseSync } from 'node:sqlite'
import type { ProxiedRequest } from '../fixtures/emulator/index.ts'

interface Receipts {
  readonly Messages?: readonly { readonly Body: string; readonly ReceiptHandle: string }[]
}

interface Batch {
  readonly Entries: readonly { readonly ReceiptHandle: string }[]
}

/** Watches the requests that delete messages: what a message tells of has to be on the disk by then. */
export class Deletions {
  readonly #state: string
  readonly #keyOf: (body: string) => string | undefined
  readonly #bodies = new Map<string, string>()
  /** Keys whose message was deleted while the state file had no mark of them. */
  readonly early: string[] = []
  count = 0

  /** @param keyOf the object that a message tells of, as `bucket/key`. */
  constructor(state: string, keyOf: (body: string) => string | undefined) {
    this.#state = state
    this.#keyOf = keyOf
  }

  hear({ target }: ProxiedRequest, answer: string): void {
    if (target !== 'AmazonSQS.ReceiveMessage') return
    const { Messages = [] } = JSON.parse(answer) as Receipts
    for (const { Body, ReceiptHandle } of Messages) this.#bodies.set(ReceiptHandle, Body)
  }

  check({ target, body }: ProxiedRequest): void {
    if (target !== 'AmazonSQS.DeleteMessageBatch') return
    const keys = (JSON.parse(body) as Batch).Entries.flatMap(
      ({ ReceiptHandle }) => this.#keyOf(this.#bodies.get(ReceiptHandle) ?? '') ?? [],
    )
    this.count += keys.length
    const marked = this.#marked()
    this.early.push(...keys.filter(key => !marked.has(key)))
  }

  /** Opened each time: a reader that stays would keep SQLite from recovering what a killed writer left. */
  #marked(): Set<string> {
    const database = new DatabaseSync(this.#state, { readOnly: true, timeout: 30_000 })
    try {
      return new Set(
        database
          .prepare('SELECT name FROM mark')
          .all()
          .map(({ name }) => String(name)),
      )
    } finally {
      database.close()
    }
  }
}
