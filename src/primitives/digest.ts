import { createHash } from 'node:crypto'

/**
 * A 53-bit digest of a text and 32 bits of a seed, exact as a number, so that sets of them stay small and fast.
 * FNV-like mixing in two 32-bit lanes (after cyrb53); not for secrets.
 */
export function digest53(text: string, seed = 0): number {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return 4294967296 * (2097151 & low) + (high >>> 0)
}

/** Another digest of the same 53 bits, told apart from it and from others by a 32-bit salt. */
export function resalt53(digest: number, salt: number): number {
  const low = Math.imul((digest | 0) ^ salt, 2654435761)
  const high = Math.imul(Math.floor(digest / 4294967296) ^ (salt >>> 11) ^ low, 1597334677)
  return 4294967296 * (2097151 & (high ^ (high >>> 15))) + ((low ^ (low >>> 13) ^ Math.imul(high, 3266489909)) >>> 0)
}

/** A stable hexadecimal id of `length` characters from parts; parts cannot run into one another. */
export function stableId(parts: readonly string[], length = 16): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:${part}`)
  return hash.digest('hex').slice(0, length)
}
