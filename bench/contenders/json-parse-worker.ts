import { parentPort } from 'node:worker_threads'
import { type Reading, takenFiles } from './fleet.ts'
import { comesWhole, contentOf } from './read-file.ts'
import { RecordSplitter } from './record-splitter.ts'

/** Parses everything: a file at once, or record by record where a file is larger than a string may be. */
const reading: Reading = { bytes: 0, events: 0 }
for (const file of takenFiles()) {
  const whole = comesWhole(file)
  const splitter = new RecordSplitter()
  for await (const piece of contentOf(file)) {
    reading.bytes += piece.length
    if (whole) reading.events += (JSON.parse(piece.toString()) as { Records: unknown[] }).Records.length
    else for (const text of splitter.split(piece)) reading.events += JSON.parse(text) ? 1 : 0
  }
}
parentPort?.postMessage(reading)
