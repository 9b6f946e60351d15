import { isObject, type JsonValue } from '#primitives'

const containerWords: Readonly<Record<string, string>> = {
  Records: 'Records file',
  records: 'Firehose records',
  Events: 'lookup-events output',
  events: 'filter-log-events output',
  logEvents: 'CloudWatch Logs subscription',
  Messages: 'SQS messages',
}

const envelopeWords: readonly (readonly [key: string, words: string])[] = [
  ['detail', 'EventBridge events'],
  ['CloudTrailEvent', 'lookup-events output'],
  ['_raw', 'Splunk or Cribl export'],
  ['result', 'Splunk export'],
  ['awslogs', 'CloudWatch Logs subscription'],
  ['message', 'log messages'],
  ['@message', 'CloudWatch Logs Insights export'],
  ['Message', 'SNS notifications'],
  ['Body', 'SQS messages'],
  ['body', 'SQS messages'],
]

/** Notices how the records of a file are wrapped, to say so in words. */
export class Layout {
  #container: string | undefined
  #envelope: string | undefined
  #outermost = 0

  /** A container of elements begins. */
  enter(key: string | undefined): void {
    this.#container ??= key === undefined ? 'JSON array' : (containerWords[key] ?? 'JSON array')
  }

  /** An element that stood in no container. */
  single(): void {
    this.#outermost++
  }

  /** An element that was no record itself. */
  wrapped(value: JsonValue): void {
    if (this.#envelope !== undefined) return
    const known = isObject(value) ? envelopeWords.find(([key]) => value[key] !== undefined) : undefined
    this.#envelope = known ? known[1] : 'nested records'
  }

  words(): string {
    const frame = this.#container ?? (this.#outermost === 1 ? 'single object' : 'JSON lines')
    const special = frame !== 'JSON array' && frame !== 'JSON lines' && frame !== 'single object'
    if (this.#envelope === undefined || special) return frame
    return frame === 'single object' ? this.#envelope : `${frame} of ${this.#envelope}`
  }
}
