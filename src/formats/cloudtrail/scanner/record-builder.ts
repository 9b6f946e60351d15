import type { JsonObject, JsonValue } from '#primitives'
import { roles } from './occasion.ts'

/** The kinds of steps, as `tape.as.ts` numbers them. */
const steps = {
  seen: 0,
  new: 1,
  long: 2,
  json: 3,
  number: 4,
  null: 5,
  true: 6,
  false: 7,
  enter: 8,
  enterList: 9,
  leave: 10,
  /** A value that each record has of its own: where it lies stands beside the occasion. */
  own: 11,
  /** A key: what is added to it tells how, as for a string. */
  key: 12,
  /** A text, and behind it the record's own key. */
  keyed: 15,
} as const

/** In place of an entry: a member of a value that is kept whole, under the key that came before it. */
const member = 0xffffff

type Draft = Record<string, JsonValue>

/** Builds the object that the scanner's tape describes. Remembers strings by the numbers the scanner gives them. */
export class RecordBuilder {
  /** By entry, the key it stands for. */
  readonly #keys: readonly string[]
  readonly #strings: string[] = []
  readonly #outer: (Draft | JsonValue[])[] = []
  /** The new strings of the record, and how much of them has been used. */
  #text = ''
  #used = 0

  constructor(keys: readonly string[]) {
    this.#keys = keys
  }

  /** `tape` has `length` words, three for a step; `bytes` is the scanner's memory, `places` where the record's own values lie. */
  build(tape: Uint32Array, length: number, text: string, bytes: Buffer, places: Uint32Array): JsonObject {
    this.#text = text
    this.#used = 0
    const root: Draft = {}
    let target: Draft | JsonValue[] = root
    let key = ''
    for (let at = 0; at < length; at += 3) {
      const word = tape[at] as number
      const kind = word & 15
      if (kind === steps.leave) {
        target = this.#outer.pop() as Draft
        continue
      }
      const a = tape[at + 1] as number
      const b = tape[at + 2] as number
      if (kind >= steps.key && kind < steps.keyed) {
        key = this.#string(kind - steps.key, a, b)
        continue
      }
      const value =
        kind <= steps.long
          ? this.#string(kind, a, b)
          : kind === steps.own
            ? ownValue(ownText(bytes, places, a), b)
            : kind === steps.keyed
              ? this.#string(b > 0 ? steps.new : steps.seen, a, b) + ownText(bytes, places, roles.key)
              : this.#other(kind, a, b, bytes)
      const entry = word >>> 4
      if (entry !== member) target[this.#keys[entry] as string] = value
      else if (Array.isArray(target)) target.push(value)
      else target[key] = value
      if (kind === steps.enter || kind === steps.enterList) {
        this.#outer.push(target)
        target = value as Draft
      }
    }
    return root
  }

  #string(kind: number, a: number, b: number): string {
    if (kind === steps.seen) return this.#strings[a] as string
    const string = this.#text.slice(this.#used, this.#used + b)
    this.#used += b
    if (kind === steps.new) this.#strings[a] = string
    return string
  }

  #other(kind: number, a: number, b: number, bytes: Buffer): JsonValue {
    switch (kind) {
      case steps.json:
        return JSON.parse(bytes.toString('utf8', a, b)) as JsonValue
      case steps.number:
        return a
      case steps.null:
        return null
      case steps.enterList:
        return []
      case steps.enter:
        return {}
      default:
        return kind === steps.true
    }
  }
}

const ownText = (bytes: Buffer, places: Uint32Array, role: number): string =>
  bytes.toString('latin1', places[role * 2], places[role * 2 + 1])

function ownValue(text: string, isScalar: number): JsonValue {
  return isScalar === 0 ? text : (JSON.parse(text) as JsonValue)
}
