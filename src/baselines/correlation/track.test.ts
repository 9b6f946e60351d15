import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addRow,
  compactTrack,
  cutTrack,
  emptyTrack,
  joinTracks,
  type Row,
  rowsOf,
  sizeOf,
  type Track,
} from './track.ts'

type NamedRow = Row<string, number>

/** Few identities and values, so that rows repeat one another; the event tells deliveries of one row apart. */
const row: fc.Arbitrary<NamedRow> = fc.record({
  identity: fc.nat(30),
  time: fc.nat(5),
  value: fc.nat(2),
  event: fc.constantFrom('a', 'b', 'c'),
  shared: fc.constant(0),
})
const rows = fc.array(row, { maxLength: 80, size: 'max' })
/** Of rows of which none repeats another. */
const distinctRows = fc.uniqueArray(
  row.map(one => ({ ...one, value: 0 })),
  { maxLength: 30, selector: ({ identity }) => identity },
)

const compare = (a: NamedRow, b: NamedRow): number =>
  a.time - b.time || (a.event < b.event ? -1 : Number(a.event > b.event))

const trackOf = (all: readonly NamedRow[]): Track<string, number> => {
  const track = emptyTrack<string, number>()
  for (const one of all) addRow(track, one)
  return track
}

const compacted = (track: Track<string, number>, limit: number) => {
  compactTrack(track, limit, compare)
  return track
}

/** What has to stay, spelled out: the first of each identity and value, and of these the smallest. */
function naive(all: readonly NamedRow[], limit: number): NamedRow[] {
  const sorted = all.toSorted((a, b) => a.identity - b.identity || a.value - b.value || compare(a, b))
  const isFirst = (one: NamedRow, at: number): boolean =>
    one.identity !== sorted[at - 1]?.identity || one.value !== sorted[at - 1]?.value
  return sorted.filter(isFirst).slice(0, limit)
}

test('a track keeps the first of equal rows, and the smallest', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 40 }), (all, limit) => {
      const track = compacted(trackOf(all), limit)
      expect([...rowsOf(track)]).toEqual(naive(all, limit))
      expect(track.overflow).toBe(naive(all, Infinity).length > limit)
    }),
  )
})

test('what is cut is what would be dropped, and nothing else changes', () => {
  const limits = fc.integer({ min: 1, max: 40 })
  fc.assert(
    fc.property(fc.oneof(rows, distinctRows), limits, (all, limit) => {
      const track = trackOf(all)
      cutTrack(track, limit, compare)
      expect(sizeOf(track)).toBeLessThanOrEqual(limit)
      expect(compacted(track, limit)).toEqual(compacted(trackOf(all), limit))
    }),
  )
})

test('cut now and then, in parts and as rows come, it ends as if all had come at once', () => {
  const parts = fc.array(fc.oneof(rows, distinctRows), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 20 }), fc.nat(20), (all, limit, more) => {
      const tracks = all.map(part => {
        const track = emptyTrack<string, number>()
        for (const one of part) {
          addRow(track, one)
          if (sizeOf(track) > limit + more) cutTrack(track, limit + more, compare)
        }
        return track
      })
      const joined = tracks.reduce((one, other) => joinTracks(one, other))
      expect(compacted(joined, limit)).toEqual(compacted(trackOf(all.flat()), limit))
    }),
    { numRuns: 500 },
  )
})
