import type { EventSink } from '#events'
import { type Issue, isObject, type JsonValue, type Place } from '#primitives'
import type { FormatLimits } from '../file-account.ts'
import type { RecordReader } from '../record-reader.ts'
import type { AccessLogRecord } from './access-log-record.ts'
import { LineLikenesses } from './likeness.ts'
import { type LineSink, LineSplitter } from './line-splitter.ts'
import { problems } from './problems.ts'
import { splitLine } from './split-line.ts'
import { recordOfObject } from './structured-record.ts'
import { doingOf, toEvent } from './to-event.ts'

const byteOrderMark = '\ufeff'
const excerptLength = 120

/** Callers come back in file after file. */
const likenesses = new LineLikenesses()

/** Reads access logs line by line: lines of any era, and structured records of one line each, in any mix. */
export class AccessLogReader implements RecordReader, LineSink {
  readonly #name: string
  readonly #limits: FormatLimits
  readonly #sink: EventSink
  readonly #lines: LineSplitter
  readonly #rejected: Record<string, number> = {}
  readonly #issues: Issue[] = []
  #plain = 0
  #structured = 0
  #passed = 0
  readonly #mayGrow: boolean
  #endsWithinLine = false

  constructor(name: string, limits: FormatLimits, sink: EventSink, mayGrow: boolean) {
    this.#mayGrow = mayGrow
    this.#name = name
    this.#limits = limits
    this.#sink = sink
    this.#lines = new LineSplitter(limits.maxRecordBytes, this)
  }

  push(chunk: Uint8Array): void {
    this.#lines.push(chunk)
  }

  /**
   * A line that is cut may look whole: `1048` of `1048576 bytes`. Where its rest may be yet to come it is left, for the whole
   * line is the same event, and could not take its place any more.
   */
  end(): void {
    this.#endsWithinLine = this.#mayGrow && this.#lines.isWithinLine
    if (!this.#endsWithinLine) this.#lines.end()
  }

  account(): ReturnType<RecordReader['account']> {
    const layouts = [this.#plain > 0 ? 'access log lines' : '', this.#structured > 0 ? 'JSON lines' : '']
    return {
      format: 's3-access-log',
      layout: layouts.filter(Boolean).join(' and '),
      received: this.#plain + this.#structured,
      passed: this.#passed,
      notNeeded: 0,
      rejected: { ...this.#rejected },
      issues: [...this.#issues],
      ...(this.#endsWithinLine && { endsWithinLine: true }),
    }
  }

  line(text: string, number: number, offset: number): void {
    const line = withoutEdges(number === 1 && text.startsWith(byteOrderMark) ? text.slice(1) : text)
    const first = line.charCodeAt(0)
    if (first === 123 || first === 91) this.#readJson(line, number, offset)
    else if (line !== '' && line !== ']' && line !== '],') this.#readLine(line, number, offset)
  }

  tooLong(number: number, offset: number): void {
    this.#plain++
    this.#reject(problems.tooLarge(this.#place(number, offset), this.#limits.maxRecordBytes))
  }

  #readLine(line: string, number: number, offset: number): void {
    this.#plain++
    const origin = { file: this.#name, record: number }
    const alike = likenesses.of(line)
    if (alike) {
      this.#passed++
      this.#sink(likenesses.eventLike(alike, origin), alike)
      return
    }
    const split = splitLine(line)
    if (!split.ok) {
      this.#reject(problems.fault(this.#place(number, offset), split.fault, excerpt(line)))
      return
    }
    if (split.cutAfter) this.#note(problems.cutAfter(this.#place(number, offset), split.cutAfter))
    this.#passed++
    const doing = doingOf(split.record)
    this.#sink(toEvent(split.record, origin, doing), split.isClean && likenesses.keep(split.record, doing))
  }

  /** One record, or a list of them; a line of a list that goes over several has a bracket or comma around its record. */
  #readJson(line: string, number: number, offset: number): void {
    const parsed = parseJson(line)
    if (parsed instanceof SyntaxError) {
      this.#structured++
      this.#reject(problems.invalidJson(this.#place(number, offset), parsed.message, excerpt(line)))
      return
    }
    for (const value of Array.isArray(parsed) ? (parsed as readonly JsonValue[]) : [parsed]) {
      this.#structured++
      const record = isObject(value) ? recordOfObject(value) : undefined
      if (record) this.#pass(record, number)
      else this.#reject(problems.noOperation(this.#place(number, offset), excerpt(line)))
    }
  }

  #pass(record: AccessLogRecord, number: number): void {
    this.#passed++
    this.#sink(toEvent(record, { file: this.#name, record: number }))
  }

  #reject(issue: Issue): void {
    this.#rejected[issue.code] = (this.#rejected[issue.code] ?? 0) + 1
    this.#note(issue)
  }

  #note(issue: Issue): void {
    if (this.#issues.length < this.#limits.maxIssues) this.#issues.push(issue)
  }

  #place(line: number, offset: number): Place {
    return { file: this.#name, line, offset }
  }
}

/** Without the carriage return and spaces that copying and editing leave at the ends. */
function withoutEdges(text: string): string {
  const [first, last] = [text.charCodeAt(0), text.charCodeAt(text.length - 1)]
  return first <= 32 || last <= 32 ? text.trim() : text
}

/** The value of a line, also where it is one line of a list. */
function parseJson(line: string): JsonValue | SyntaxError {
  try {
    return JSON.parse(line) as JsonValue
  } catch (error) {
    const inside = line.replace(/^\[/, '').replace(/[,\]]$/, '')
    if (inside.trim() === '') return []
    if (inside !== line) return parseJson(inside)
    return error as SyntaxError
  }
}

const excerpt = (line: string): string => (line.length > excerptLength ? `${line.slice(0, excerptLength)}…` : line)
