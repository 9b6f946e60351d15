import type { Detection } from '#detect'
import type { Store } from '#store'
import { detectionDigest } from '../keeping/detection-digest.ts'
import { knownDetections } from './baselines.ts'
import { exportSchema } from './exported-line.ts'
import { toTaggedJson } from './tagged-json.ts'

/** The baselines and the knowledge as JSON lines; findings and positions are not in it. */
export function* exportBaseline(store: Store, detections: readonly Detection[]): Generator<string> {
  const known = knownDetections(store, detections)
  if (!known.ok) return
  const until = store.facts.number('seen-until') ?? null
  yield `${JSON.stringify({ schema: exportSchema, kind: 'header', until })}\n`
  for (const { kind, name, value } of store.knowledge.all()) {
    yield `${toTaggedJson({ schema: exportSchema, kind: 'knowledge', of: kind, name, value })}\n`
  }
  for (const { compiled, id } of known.value) {
    const { slug } = compiled.detection
    const digest = detectionDigest(compiled.detection)
    for (const scope of ['', ...store.states.scopes(id)]) {
      for (const { entry, last, open, value } of store.states.rowsOf(id, scope)) {
        const place = { detection: slug, digest, scope, entry }
        yield `${toTaggedJson({ schema: exportSchema, kind: 'state', ...place, last: last ?? null, open, value })}\n`
      }
    }
  }
}
