import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { packageRoot } from '#content'
import { compileDetections, createEngine, type Detection } from '#detect'
import { emptyEnvironment } from '#events'
import { exportBaseline, importBaseline, Keeper } from '#pipeline'
import { emptyInventory, learn } from '#s3'
import { Store } from '#store'
import { deliveredEvents, exampleDetections } from '../fixtures/example-deliveries.ts'
import { exampleStore, valueOf } from '../fixtures/example-store.ts'
import { earlierDetections } from '../fixtures/state/earlier-state.ts'

const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-exchange-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
}

/** What a new state file exports that was given these lines. */
async function exchanged(lines: readonly string[], detections: readonly Detection[]): Promise<readonly string[]> {
  const store = exampleStore()
  const { settings } = emptyEnvironment
  const request = { store, detections, environment: settings, allow: [], file: 'lines', now: 0 }
  const { rows, leftOut } = valueOf(await importBaseline(each(lines), request))
  expect({ ...rows, leftOut }).toEqual({ added: lines.length - 1, changed: 0, unchanged: 0, leftOut: [] })
  const again = [...exportBaseline(store, detections)]
  store.close()
  return again
}

test('whatever states come to can be exported, and imported as the same', async () => {
  await fc.assert(
    fc.asyncProperty(deliveredEvents, async deliveries => {
      const store = exampleStore()
      const compiled = valueOf(compileDetections(exampleDetections))
      const engine = createEngine(compiled)
      const inventory = emptyInventory()
      for (const { event, learnOnly = false } of deliveries) {
        engine.observe([event], learnOnly)
        learn(inventory, event)
      }
      const keeper = new Keeper(store, { detections: compiled, environment: emptyEnvironment, allow: [] })
      const states = [{ detect: engine.state(), inventory, principals: [] }]
      valueOf(keeper.keep({ states, progress: [], at: 0 }))
      const lines = [...exportBaseline(store, exampleDetections)]
      store.close()
      expect(await exchanged(lines, exampleDetections)).toEqual(lines)
    }),
    { numRuns: 100 },
  )
})

test.each(globSync(join(packageRoot(), 'test/fixtures/state/*.db.gz')))(
  'what an earlier release has learnt can be exchanged: %s',
  async packed => {
    const file = join(folder, 'state.db')
    writeFileSync(file, gunzipSync(readFileSync(packed)))
    const store = valueOf(Store.open(file))
    const lines = [...exportBaseline(store, earlierDetections)]
    store.close()
    expect(lines.length).toBeGreaterThan(10)
    expect(await exchanged(lines, earlierDetections)).toEqual(lines)
    rmSync(file)
  },
)
