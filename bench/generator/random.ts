const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const base64Pairs = Array.from(
  { length: 4096 },
  (_, bits) => (base64[bits >>> 6] as string) + (base64[bits & 63] as string),
)

const alphabets = {
  /** AWS unique ids and access keys: `AROA...`, `ASIA...`. */
  uniqueId: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  /** S3 request ids. */
  requestId: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  /** The random end of a trail's object name. */
  alphanumeric: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
} as const

/**
 * Chance that repeats: the sfc32 generator of Chris Doty-Humphrey (PractRand, public domain), seeded from a text.
 * Nothing in the generator draws from anywhere else, so a seed decides every byte.
 */
export class Random {
  readonly #seed: string
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: string) {
    this.#seed = seed
    let hash = 0x811c9dc5
    for (let index = 0; index < seed.length; index++) hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193)
    this.#a = hash | 0
    this.#b = Math.imul(hash ^ 0x9e3779b9, 0x85ebca6b) | 0
    this.#c = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) | 0
    for (let round = 0; round < 15; round++) this.next()
  }

  /** A stream of its own: what one part of a scenario draws does not move any other part. */
  fork(name: string): Random {
    return new Random(`${this.#seed}/${name}`)
  }

  /** 32 unsigned bits. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  below(limit: number): number {
    return Math.floor((this.next() / 4294967296) * limit)
  }

  /** Both ends included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  chance(probability: number): boolean {
    return this.next() / 4294967296 < probability
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }

  hex(length: number): string {
    let text = ''
    for (let index = 0; index < length; index += 2) text += hexPairs[this.next() & 255]
    return text.slice(0, length)
  }

  /** A version 4 UUID. */
  guid(): string {
    const [a, b, c, d] = [this.next(), this.next(), this.next(), this.next()]
    const pair = (bits: number) => hexPairs[bits & 255] as string
    const first = pair(a) + pair(a >>> 8) + pair(a >>> 16) + pair(a >>> 24)
    const second = pair(b) + pair(b >>> 8)
    const third = pair(((b >>> 16) & 0x0f) | 0x40) + pair(b >>> 24)
    const fourth = pair((c & 0x3f) | 0x80) + pair(c >>> 8)
    const last = pair(c >>> 16) + pair(c >>> 24) + pair(d) + pair(d >>> 8) + pair(d >>> 16) + pair(d >>> 24)
    return `${first}-${second}-${third}-${fourth}-${last}`
  }

  text(alphabet: keyof typeof alphabets, length: number): string {
    const letters = alphabets[alphabet]
    let text = ''
    for (let index = 0; index < length; index++) text += letters[this.below(letters.length)]
    return text
  }

  /** An even number of base64 letters, without padding. */
  base64(length: number): string {
    let text = ''
    for (let index = 0; index < length; index += 2) text += base64Pairs[this.next() & 4095]
    return text
  }
}
