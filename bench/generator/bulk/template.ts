import type { Ids } from '../ids.ts'
import type { Random } from '../random.ts'

/**
 * Big trails are made from records built once, with holes where every record differs. A hole is a character of
 * Unicode's private use area, or a number that no record would hold; both pass through JSON unchanged.
 */
const holes = {
  time: '\uE000',
  guid: '\uE001',
  requestId: '\uE002',
  hostId: '\uE003',
  accessKey: '\uE004',
  sessionToken: '\uE005',
  objectKey: '\uE006',
  bytes: '\uE007',
} as const

type HoleName = keyof typeof holes

/** Stands for a number of bytes until the template is cut. */
export const bytesHole = 7_777_777_777_777_777

export const objectKeyHole = holes.objectKey
export const timeHole = holes.time

/** Ids that are holes. */
export const holeIds: Ids = {
  guid: () => holes.guid,
  requestId: () => holes.requestId,
  hostId: () => holes.hostId,
  accessKey: () => holes.accessKey,
  sessionToken: () => holes.sessionToken,
}

export interface Filling {
  readonly time: string
  readonly objectKey: string
  readonly bytes: number
}

/** Text with holes, cut at the holes. */
export class Template {
  readonly #texts: readonly string[]
  readonly #holes: readonly HoleName[]

  constructor(text: string) {
    const marked = text.replaceAll(String(bytesHole), holes.bytes)
    const names = Object.keys(holes) as HoleName[]
    this.#texts = marked.split(/[\uE000-\uE007]/)
    this.#holes = Array.from(
      marked.matchAll(/[\uE000-\uE007]/g),
      hole => names[hole[0].charCodeAt(0) - 0xe000] as HoleName,
    )
  }

  complete(filling: Filling, ids: Ids): string {
    let text = this.#texts[0] as string
    for (let index = 0; index < this.#holes.length; index++) {
      text += fillHole(this.#holes[index] as HoleName, filling, ids) + (this.#texts[index + 1] as string)
    }
    return text
  }
}

function fillHole(hole: HoleName, filling: Filling, ids: Ids): string {
  if (hole === 'time' || hole === 'objectKey') return filling[hole]
  return hole === 'bytes' ? String(filling.bytes) : ids[hole]()
}

/** Templates by how often each occurs. */
export class Mix {
  readonly #templates: readonly Template[]
  readonly #limits: readonly number[]

  constructor(weighted: readonly { readonly weight: number; readonly template: Template }[]) {
    this.#templates = weighted.map(({ template }) => template)
    let sum = 0
    this.#limits = weighted.map(({ weight }) => (sum += weight))
  }

  draw(random: Random): Template {
    const wanted = (random.next() / 4294967296) * (this.#limits.at(-1) as number)
    let low = 0
    let high = this.#limits.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#limits[middle] as number) > wanted) high = middle
      else low = middle + 1
    }
    return this.#templates[low] as Template
  }
}
