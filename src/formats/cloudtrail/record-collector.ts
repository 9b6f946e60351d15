import { gunzipSync } from 'node:zlib'
import type { ActivityEvent } from '#events'
import type { JsonObject, JsonValue } from '#primitives'
import type { ForeignShape } from '../foreign-shapes.ts'
import { readLine, readStructuredRecord } from './access-log-content.ts'
import type { Collection } from './collection.ts'
import { ElementReader } from './elements/element-reader.ts'
import type { Element, ElementSink, Trouble } from './elements/element-sink.ts'
import { type Content, unwrap } from './envelope/unwrap.ts'
import { foreign, noRecord, notInflated, troubleIssue, unclosedIssue, unparsed, untimed } from './issues.ts'
import { categoryOf } from './normalise/category.ts'
import { isManagementEvent } from './passed-over.ts'
import { readStrings } from './read-record.ts'
import { isSpelledOtherwise } from './restore/call.ts'
import { restoreRecord } from './restore/restore-record.ts'
import { eventLike } from './scanner/likeness.ts'
import { pickPaths, wantedOf } from './scanner/path-tree.ts'
import { borrowScanner, type CallReading, giveBackScanner, type Scanner } from './scanner/scanner.ts'
import { cloudTrailEvent, needsWhole } from './to-event.ts'

/** Texts in envelopes in texts: SQS holds SNS holds EventBridge. */
const mostEnvelopes = 6

/** Turns elements into events: decides how much of each to read, opens envelopes, and accounts for everything. */
export class RecordCollector implements ElementSink {
  readonly #shared: Collection
  readonly #envelopes: number
  /** Offset of the element that this one's content stood in. */
  readonly #offset: number | undefined
  #inContainer = false

  constructor(shared: Collection, envelopes = 0, offset?: number) {
    this.#shared = shared
    this.#envelopes = envelopes
    this.#offset = offset
  }

  element(scanner: Scanner, element: Element): void {
    const { ledger, layout } = this.#shared
    if (!this.#inContainer && this.#envelopes === 0) layout.single()
    const reading = this.#readingOf(scanner, element)
    if (reading === undefined) return this.#parse(scanner, element)
    if (reading.depth === 'skip') {
      ledger.passOver()
      // Once a file is known to hold management events, no more records are asked.
      if (!ledger.holdsManagement)
        ledger.holdsManagement = isManagementEvent(scanner.window.bytes.subarray(element.start, element.end))
      return
    }
    if (reading.root === undefined) this.#parse(scanner, element)
    else this.#project(scanner, element, reading.root)
  }

  #project(scanner: Scanner, element: Element, root: number): void {
    const { projection, likenesses, window } = scanner
    const { start, end } = element
    if (!projection.read(window.bytes, start, end, root)) return this.#parse(scanner, element)
    const shape = projection.shape()
    const alike = likenesses.of(shape)
    if (alike) {
      const { ledger, file, sink } = this.#shared
      const event = eventLike(alike, projection.occasion, { file, record: ++ledger.received })
      ledger.passed++
      sink(event, alike)
      return
    }
    const record = projection.build(window.bytes)
    const offset = () => window.offsetOf(start)
    if (needsWhole(record)) this.#parse(scanner, element)
    else this.#pass(record, offset, event => likenesses.keep(shape, event))
  }

  value(value: JsonValue, offset: number): void {
    this.#open(value, () => offset)
  }

  trouble(trouble: Trouble, offset: number, detail: string): void {
    const { ledger } = this.#shared
    ledger.reject(trouble, () => troubleIssue(trouble, this.#place(offset), detail))
  }

  container(key: string | undefined): void {
    this.#inContainer = true
    if (this.#envelopes === 0) this.#shared.layout.enter(key)
  }

  unclosed(offset: number): void {
    this.#shared.ledger.note(() => unclosedIssue(this.#place(offset)))
  }

  /** Decided once per call, for as many calls as the scanner numbers. Undefined where only JSON.parse can tell the call. */
  #readingOf(scanner: Scanner, element: Element): CallReading | undefined {
    const known = scanner.readings[element.call]
    if (known !== undefined) return known
    const call = readStrings(scanner, element)
    // A delivery of SQS or Kinesis to Lambda names itself like a record does: `aws:kinesis`.
    if (call === undefined || call[0].startsWith('aws:') || isSpelledOtherwise(...call)) return undefined
    const { plan } = this.#shared
    const depth = plan.depthOf(...call)
    const root = depth === 'fields' ? scanner.projection.rootOf(wantedOf(plan, ...call)) : undefined
    const reading = { depth, root }
    if (element.call > 0) scanner.readings[element.call] = reading
    return reading
  }

  #parse(scanner: Scanner, { start, end }: Element): void {
    const { window } = scanner
    const offset = () => window.offsetOf(start)
    const text = window.bytes.toString('utf8', start, end)
    let value: JsonValue
    try {
      value = JSON.parse(text) as JsonValue
    } catch (error) {
      this.#shared.ledger.reject('invalid-json', () => unparsed(this.#place(offset()), error, text))
      return
    }
    this.#open(value, offset)
  }

  #open(value: JsonValue, offset: () => number): void {
    const contents = unwrap(value)
    if (contents.length === 0 && !readStructuredRecord(this.#shared, value)) this.#refuse(value, offset)
    const direct = contents[0]?.kind === 'record' && contents[0].record === value
    if (!direct && contents.length > 0 && this.#envelopes === 0) this.#shared.layout.wrapped(value)
    for (const content of contents) this.#read(content, offset)
  }

  #read(content: Content, offset: () => number): void {
    switch (content.kind) {
      case 'record':
        return this.#judge(content.record, offset)
      case 'text':
        return this.#readText(Buffer.from(content.text), offset)
      case 'line':
        return readLine(this.#shared, content.text, this.#offset ?? offset())
      case 'compressed':
        return this.#inflate(content.text, offset)
      case 'digest':
        this.#shared.digests++
        return
      case 'foreign':
        return this.#refuseForeign(content.shape, offset)
      case 'other':
        return this.#refuse(content.value, offset)
    }
  }

  #judge(given: JsonObject, offset: () => number): void {
    const { ledger, plan, spellings } = this.#shared
    const { record, doubts, spelling } = restoreRecord(given)
    for (const doubt of doubts) ledger.note(() => doubt(this.#place(offset())))
    if (spelling !== undefined) spellings.set(spelling, (spellings.get(spelling) ?? 0) + 1)
    const { eventSource, eventName } = record
    const source = typeof eventSource === 'string' ? eventSource : ''
    const name = typeof eventName === 'string' ? eventName : ''
    const insight = record.eventType === 'AwsCloudTrailInsight'
    if (insight) this.#shared.insights++
    const depth = source + name === '' ? 'record' : plan.depthOf(source, name)
    if (insight || depth === 'skip') {
      ledger.passOver()
      ledger.holdsManagement ||= !insight && categoryOf(record, source, name) === 'management'
      return
    }
    // How a record was spelled or wrapped must not show in what is read of it.
    const partial = depth === 'fields' && !needsWhole(record)
    this.#pass(partial ? pickPaths(record, wantedOf(plan, source, name)) : record, offset)
  }

  #pass(record: JsonObject, offset: () => number, liken?: (event: ActivityEvent) => object | undefined): void {
    const { ledger, file, sink } = this.#shared
    const event = cloudTrailEvent(record, { file, record: ledger.received + 1 })
    if (!event.ok) return this.#refuse(record, offset)
    ledger.received++
    ledger.passed++
    if (event.value.time === undefined) ledger.note(() => untimed(this.#place(offset()), record.eventTime))
    sink(event.value, liken?.(event.value))
  }

  #refuse(value: JsonValue, offset: () => number): void {
    this.#shared.ledger.reject('not-a-cloudtrail-record', () => noRecord(this.#place(offset()), value))
  }

  #refuseForeign(shape: ForeignShape, offset: () => number): void {
    this.#shared.ledger.reject('foreign-shape', () => foreign(this.#place(offset()), shape))
  }

  #readText(text: Buffer, offset: () => number): void {
    const { plan, limits, ledger } = this.#shared
    if (this.#envelopes === mostEnvelopes) {
      ledger.reject('nesting-too-deep', () =>
        troubleIssue('nesting-too-deep', this.#place(offset()), `It lies in more than ${mostEnvelopes} envelopes.`),
      )
      return
    }
    const scanner = borrowScanner(plan, limits.maxNesting)
    const collector = new RecordCollector(this.#shared, this.#envelopes + 1, this.#offset ?? offset())
    const reader = new ElementReader(scanner, collector, limits.maxRecordBytes)
    reader.push(text)
    reader.end()
    giveBackScanner(plan, scanner)
  }

  #inflate(base64: string, offset: () => number): void {
    const shared = this.#shared
    let text: Buffer
    try {
      text = gunzipSync(Buffer.from(base64, 'base64'), { maxOutputLength: Math.max(1, shared.inflatable) })
    } catch (error) {
      shared.ledger.reject('not-inflated', () => notInflated(this.#place(offset()), error))
      return
    }
    shared.inflatable -= text.length
    this.#readText(text, offset)
  }

  #place(offset: number) {
    return { file: this.#shared.file, record: this.#shared.ledger.received, offset: this.#offset ?? offset }
  }
}
