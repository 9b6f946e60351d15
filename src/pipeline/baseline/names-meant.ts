import { type Detection, namesOf } from '#detect'
import { ok, type Result } from '#primitives'
import { shortenArns } from '#reports'
import type { Store } from '#store'
import { type KnownDetection, knownDetections } from './baselines.ts'

/**
 * The names of what was learnt that one may mean by a name: itself, where something was learnt of it, else the actors that
 * reports call so, `role/deploy` or `role/deploy of 111122223333`.
 */
export function namesMeant(store: Store, detections: readonly Detection[], name: string): Result<string[]> {
  // The text that the whole name must hold: reports name the account behind it.
  const part = name.replace(/ of \d{12}$/, '')
  return inSnapshot(store, detections, known => {
    const names = allNames(store, known, part).filter(full => full === name || shortNames(full).includes(name))
    return names.includes(name) ? [name] : names
  })
}

/** Every name of which something was learnt, as reports write it: to suggest one for what is misspelt. */
export const learntNames = (store: Store, detections: readonly Detection[]): Result<string[]> =>
  inSnapshot(store, detections, known => allNames(store, known, '').map(name => shortNames(name)[0] ?? name))

function inSnapshot(
  store: Store,
  detections: readonly Detection[],
  look: (known: readonly KnownDetection[]) => string[],
): Result<string[]> {
  const looked = store.snapshot((): Result<string[]> => {
    const known = knownDetections(store, detections)
    return known.ok ? ok(look(known.value)) : known
  })
  return looked.ok ? looked.value : looked
}

/** Those whose row holds a text, in alphabetical order. */
function allNames(store: Store, known: readonly KnownDetection[], part: string): string[] {
  const names = new Set<string>()
  for (const { compiled, id } of known) {
    const { kind } = compiled.judging
    if (kind !== 'first-seen' && kind !== 'spike') continue
    for (const place of store.states.placesLike(id, part)) for (const name of namesOf(compiled, place)) names.add(name)
  }
  return [...names].sort()
}

/** An actor without and with its account; of anything else none. */
function shortNames(name: string): string[] {
  const account = /^arn:aws[a-z-]*:(?:iam|sts)::(\d*):/.exec(name)?.[1]
  return account === undefined ? [] : [shortenArns(name, account), shortenArns(name, null)]
}
