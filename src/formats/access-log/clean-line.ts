import { isOperationAt, numberAt, statusAt, textAt } from './fields.ts'

const [space, quote, bracket, dash] = [32, 34, 91, 45]

/**
 * Takes the fields off a line in their order, and notes whether everything was as it should be; where it was not, what
 * it gave is worthless. No expressions and no lists of fields: this is the hot path of access logs.
 */
export class CleanLine {
  #line = ''
  #at = 0
  #odd = false

  begin(line: string): void {
    this.#line = line
    this.#at = 0
    this.#odd = false
  }

  /** Nothing was odd, and nothing is left. */
  isClean(): boolean {
    return !this.#odd && this.#at > this.#line.length
  }

  text(): string | null {
    const start = this.#at
    return textAt(this.#line, start, this.#endOfToken())
  }

  /** A field that older lines do not have. */
  late(): string | null {
    return this.#at > this.#line.length ? null : this.text()
  }

  time(): string | null {
    const start = this.#at + 1
    const end = this.#line.indexOf('] ', start)
    if (end < 0 || this.#line.charCodeAt(start - 1) !== bracket) this.#odd = true
    this.#at = end + 2
    return this.#line.slice(start, end)
  }

  operation(): string | null {
    const start = this.#at
    const end = this.#endOfToken()
    if (!isOperationAt(this.#line, start, end)) this.#odd = true
    return this.#line.slice(start, end)
  }

  /** Ends with the protocol, so that a quote inside is not taken for the closing one. */
  uri(): string | null {
    const start = this.#at + 1
    const end = this.#line.indexOf('" ', start)
    const isDash = end === start + 1 && this.#line.charCodeAt(start) === dash
    if (this.#line.charCodeAt(start - 1) !== quote) this.#odd = true
    if (end < 0 || !(isDash || this.#line.startsWith(' HTTP/', end - 9))) this.#odd = true
    this.#at = end + 2
    return isDash ? null : this.#line.slice(start, end)
  }

  quoted(): string | null {
    const start = this.#at + 1
    const end = this.#line.indexOf('"', start)
    if (this.#line.charCodeAt(start - 1) !== quote) this.#odd = true
    if (end < 0 || this.#line.charCodeAt(end + 1) !== space) this.#odd = true
    this.#at = end + 2
    return textAt(this.#line, start, end)
  }

  lastQuoted(): string | null {
    const text = this.quoted()
    if (this.#line.includes('"', this.#at)) this.#odd = true
    return text
  }

  status(): number | null {
    const start = this.#at
    return this.#valid(statusAt(this.#line, start, this.#endOfToken()))
  }

  number(): number | null {
    const start = this.#at
    return this.#valid(numberAt(this.#line, start, this.#endOfToken()))
  }

  #valid(value: number | null | undefined): number | null {
    if (value !== undefined) return value
    this.#odd = true
    return null
  }

  /** Moves past the token and the space after it; an empty token is odd. */
  #endOfToken(): number {
    const start = this.#at
    let end = this.#line.indexOf(' ', start)
    if (end < 0) end = this.#line.length
    if (end <= start) this.#odd = true
    this.#at = end + 1
    return end
  }
}
