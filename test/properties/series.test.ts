import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileDetections, createEngine, judge } from '#detect'
import { type ActivityEvent, emptyEnvironment } from '#events'
import { toFindings } from '#findings'
import { emptyInventory, knowledgeOf } from '#s3'
import { exampleDetections } from '../fixtures/example-deliveries.ts'
import { exampleEvent, exampleTime } from '../fixtures/example-event.ts'

const compiled = compileDetections(exampleDetections)
if (!compiled.ok) throw new Error(compiled.issues[0].message)
const detections = compiled.value

/** What events have in common that are alike. */
const classes = ['PutBucketVersioning', 'DeleteBucket'].flatMap(action =>
  ['amzn-s3-demo-bucket0', 'amzn-s3-demo-bucket1'].flatMap(bucket =>
    (['success', 'denied'] as const).map(outcome => ({ action, bucket, outcome })),
  ),
)
const likenesses = classes.map(() => ({}))

const one = fc.record({
  kind: fc.nat(classes.length - 1),
  minutes: fc.option(fc.nat(5 * 24 * 60), { freq: 20 }),
  id: fc.nat(200),
  learnOnly: fc.boolean(),
})

type Sketch = typeof one extends fc.Arbitrary<infer Made> ? Made : never

const network = { ip: '198.51.100.7', prefix: '198.51.100.0/24' }
const actor = exampleEvent({ id: '' }).actor

function eventOf({ kind, minutes, id }: Sketch): ActivityEvent {
  const time = minutes === null ? null : exampleTime + minutes * 60_000
  return { ...exampleEvent({ id: `${kind}/${id}/${minutes}`, time, ...classes[kind], network }), actor }
}

/** In runs of events that are alike and of one kind of logs, as long as they wait for one another. */
function findingsIn(sketches: readonly Sketch[], most: number) {
  const engine = createEngine(detections)
  for (let from = 0; from < sketches.length; from += most) {
    const part = sketches.slice(from, from + most)
    for (const own of Map.groupBy(part, ({ kind, learnOnly }) => `${kind} ${learnOnly}`).values()) {
      const [{ kind, learnOnly }] = own as [Sketch, ...Sketch[]]
      engine.observe(own.map(eventOf), learnOnly, likenesses[kind])
    }
  }
  const knowledge = knowledgeOf(emptyInventory(), emptyEnvironment)
  const judgement = judge(detections, engine.take(), { environment: emptyEnvironment, knowledge })
  return toFindings(judgement, detections)
}

test('events that are alike are found the same together and one by one', () => {
  let found = 0
  fc.assert(
    fc.property(
      fc.array(one, { minLength: 20, maxLength: 120, size: 'max' }),
      fc.integer({ min: 2, max: 90 }),
      (sketches, most) => {
        const expected = findingsIn(sketches, 1)
        if (expected.findings.length > 3) found++
        expect(findingsIn(sketches, most)).toEqual(expected)
      },
    ),
    { numRuns: 400 },
  )
  expect(found).toBeGreaterThan(100)
})
