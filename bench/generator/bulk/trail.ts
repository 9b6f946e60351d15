import { cloudTrailTime, minute } from '../clock.ts'
import { type Ids, randomIds } from '../ids.ts'
import type { GeneratedFile } from '../log-file.ts'
import type { Random } from '../random.ts'
import { cloudTrailObjectName } from '../trail-layout.ts'
import { account, began, region } from './callers.ts'
import type { Mix, Template } from './template.ts'

/** 30 days in milliseconds: what a bulk trail covers, whatever its size. */
export const span = 30 * 24 * 60 * minute

/** How likely the next record is another one of the same caller and call: real traffic comes in bursts. */
const burst = 0.8

/** Draws records from a mix, one after the other. */
export class RecordStream {
  #template: Template | undefined
  readonly #mix: Mix
  readonly #random: Random
  readonly #ids: Ids

  constructor(mix: Mix, random: Random) {
    this.#mix = mix
    this.#random = random
    this.#ids = randomIds(random.fork('ids'))
  }

  /** A record within a few minutes of `time`. */
  next(time: number): string {
    const random = this.#random
    const at = time - random.below(5 * minute)
    const day = new Date(at).toISOString().slice(0, 10)
    const filling = {
      time: cloudTrailTime(at),
      objectKey: `data/dt=${day}/part-${random.hex(8)}.snappy.parquet`,
      bytes: random.between(200, 20_000_000),
    }
    if (!this.#template || !random.chance(burst)) this.#template = this.#mix.draw(random)
    return this.#template.complete(filling, this.#ids)
  }
}

/** Files of about `fileBytes` each until `totalBytes` are out, spread evenly over the month. */
export function* trailFiles(
  stream: RecordStream,
  random: Random,
  size: { readonly totalBytes: number; readonly fileBytes: number },
): Generator<GeneratedFile> {
  const count = Math.max(1, Math.round(size.totalBytes / size.fileBytes))
  for (let index = 0; index < count; index++) {
    const delivered = began + Math.floor(((index + 1) / count) * span)
    const records: string[] = []
    for (let bytes = 0; bytes < size.fileBytes; bytes += (records.at(-1) as string).length + 1) {
      records.push(stream.next(delivered - 5 * minute))
    }
    const rounded = delivered - (delivered % (5 * minute))
    yield {
      name: cloudTrailObjectName(account, region, rounded, random),
      content: `{"Records":[${records.join(',')}]}`,
      events: records.length,
    }
  }
}
