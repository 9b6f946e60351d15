import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { ProxiedRequest } from '../fixtures/emulator/index.ts'

interface Receipts {
  readonly Messages?: readonly { readonly Body: string; readonly ReceiptHandle: string }[]
}

interface Deletion {
  readonly ReceiptHandle: string
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
    if (!target.startsWith('AmazonSQS.DeleteMessage')) return
    const asked = JSON.parse(body) as Deletion | { readonly Entries: readonly Deletion[] }
    const receipts = ('Entries' in asked ? asked.Entries : [asked]).map(({ ReceiptHandle }) => ReceiptHandle)
    this.count += receipts.length
    const marked = this.#marked()
    for (const receipt of receipts) {
      const told = this.#bodies.get(receipt)
      const key = told === undefined ? 'a message that nobody was given' : this.#keyOf(told)
      if (key !== undefined && !marked.has(key)) this.early.push(key)
    }
  }

  /**
   * Opened each time: a reader that stays would keep SQLite from recovering what a killed writer left. Nothing counts as
   * marked that cannot be read.
   */
  #marked(): Set<string> {
    if (!existsSync(this.#state)) return new Set()
    const database = new DatabaseSync(this.#state, { readOnly: true, timeout: 30_000 })
    try {
      return new Set(
        database
          .prepare('SELECT name FROM mark')
          .all()
          .map(({ name }) => String(name)),
      )
    } catch (error) {
      this.early.push(`not to be told: ${String(error)}`)
      return new Set()
    } finally {
      database.close()
    }
  }
}
