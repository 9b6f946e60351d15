import type { SigmaCorrelation, SigmaRule } from '#sigma'
import type { Detection } from '../detection.ts'

export const isCorrelation = (document: SigmaRule | SigmaCorrelation): document is SigmaCorrelation =>
  'groupBy' in document

/** A rule or correlation that another correlation means by a name. */
export interface Referred {
  readonly document: SigmaRule | SigmaCorrelation
  /** The detection it is, or that it is a part of. */
  readonly detection: Detection
}

/** What the correlations of loaded detections may refer to. */
export class Documents {
  readonly #loaded = new Map<string, Referred>()
  readonly #inFiles = new Map<string, Referred>()

  constructor(detections: readonly Detection[]) {
    for (const detection of detections) {
      const { rule, slug, id } = detection
      for (const name of [slug, id, rule.id, rule.name]) keepFirst(this.#loaded, name, { document: rule, detection })
      for (const document of partsOf(detection)) {
        for (const name of [document.id, document.name]) keepFirst(this.#inFiles, name, { document, detection })
      }
    }
  }

  /** First what stands in the same file, then loaded detections by slug, id or name, at last parts of other files. */
  find(name: string, from: Detection): Referred | undefined {
    const near = [...partsOf(from), from.rule].find(document => document.name === name || document.id === name)
    if (near) return { document: near, detection: from }
    return this.#loaded.get(name) ?? this.#inFiles.get(name)
  }

  /** All names that would have been found. */
  namesFor(from: Detection): string[] {
    const near = partsOf(from).flatMap(({ name, id }) => [name, id].filter(text => text !== undefined))
    return [...near, ...this.#loaded.keys(), ...this.#inFiles.keys()]
  }
}

const partsOf = ({ kind }: Detection): readonly (SigmaRule | SigmaCorrelation)[] =>
  kind.kind === 'correlation' ? kind.documents : []

function keepFirst(map: Map<string, Referred>, name: string | undefined, referred: Referred): void {
  if (name !== undefined && !map.has(name)) map.set(name, referred)
}
