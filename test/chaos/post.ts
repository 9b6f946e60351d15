import type { Random } from '../../bench/generator/random.ts'
import { type Emulator, fromEventBridge, fromS3, type NotifiedObject, throughSns } from '../fixtures/emulator/index.ts'
import type { ChaosFile } from './trail.ts'

/** Puts files into the bucket, and tells of those that are not left to the listing: now, and of some once more later. */
export class Post {
  readonly #emulator: Emulator
  readonly #bucket: string
  readonly #queue: string
  readonly #random: Random
  readonly #again: string[] = []
  /** Objects in the bucket. */
  count = 0
  /** The key that a message tells of, by its body; none for a message that tells of no log. */
  readonly keys = new Map<string, string | undefined>()

  constructor(emulator: Emulator, bucket: string, queue: string, random: Random) {
    this.#emulator = emulator
    this.#bucket = bucket
    this.#queue = queue
    this.#random = random
  }

  /** A tenth is delivered twice: the message, or the same events in another file. */
  async deliver(files: readonly ChaosFile[]): Promise<void> {
    for (const file of files) {
      await this.#put(file)
      if (!this.#random.chance(0.1)) continue
      if (file.way === 'listed' || this.#random.chance(0.5)) await this.#put({ ...file, key: twinOf(file.key) })
      else this.#again.push(...this.#bodiesFor(file.key))
    }
    await this.#send(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', at: this.keys.size }), undefined)
    for (const body of this.#again.splice(0, Math.ceil(this.#again.length / 2))) await this.#send(body)
  }

  /** What is still to be told a second time. */
  async finish(): Promise<void> {
    for (const body of this.#again.splice(0)) await this.#send(body)
  }

  async #put({ key, body, way }: ChaosFile): Promise<void> {
    const etag = await this.#emulator.put(this.#bucket, key, body)
    this.count += 1
    if (way === 'listed') return
    const object = { bucket: this.#bucket, key, size: body.length, etag, written: Date.now() }
    await this.#send(this.#letter(object), key)
  }

  /** One of the forms in which AWS tells of an object. */
  #letter(object: NotifiedObject): string {
    if (this.#random.chance(0.25)) return fromEventBridge(object)
    return this.#random.chance(0.3) ? throughSns(fromS3(object), object.written) : fromS3(object)
  }

  async #send(body: string, key = this.keys.get(body)): Promise<void> {
    this.keys.set(body, key)
    await this.#emulator.send(this.#queue, body)
  }

  #bodiesFor(key: string): string[] {
    return [...this.keys].flatMap(([body, of]) => (of === key ? [body] : []))
  }
}

const twinOf = (key: string): string =>
  key.endsWith('.json.gz') ? key.replace('.json.gz', 'X.json.gz') : key.replace(/[0-9A-F]{4}$/, 'FFFF')
