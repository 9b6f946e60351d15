import fc from 'fast-check'

/**
 * One way in which a set of things can arrive: in any order, some again, split among workers whose states are merged two by
 * two.
 */
export interface Arrangement<T> {
  readonly all: readonly T[]
  /** All of them in another order, with some of them before and after once more. */
  readonly shuffled: readonly T[]
  /** Each thing in one of them; some may be empty. */
  readonly parts: readonly (readonly T[])[]
  /** Says which two neighbours are merged next, and which of them comes first. */
  readonly seed: number
}

export const arrangementOf = <T>(all: readonly T[]): fc.Arbitrary<Arrangement<T>> =>
  fc
    .record({
      order: fc.shuffledSubarray([...all.keys()], { minLength: all.length }),
      again: fc.subarray([...all]),
      part: fc.array(fc.nat(3), { minLength: all.length, maxLength: all.length }),
      seed: fc.nat(),
    })
    .map(({ order, again, part, seed }) => ({
      all,
      shuffled: [...again, ...order.map(index => all[index] as T), ...again],
      parts: [0, 1, 2, 3].map(number => all.filter((_, index) => part[index] === number)),
      seed,
    }))

/** Merges states in any tree, each as it is after it has been sent to another thread. */
export function mergeInAnyTree<S>(states: readonly S[], seed: number, merge: (a: S, b: S) => S): S {
  const left = [...states]
  for (let turn = seed; left.length > 1; turn = Math.floor(turn / 3)) {
    const at = turn % (left.length - 1)
    const [one, other] = left.slice(at, at + 2) as [S, S]
    left.splice(at, 2, structuredClone(turn % 2 ? merge(one, other) : merge(other, one)))
  }
  return left[0] as S
}
