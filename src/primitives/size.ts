const sizes = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 } as const

/** Bytes: `500000`, `16MB`, `2g` (powers of 1000); undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)b?$/i.exec(text)
  if (!match) return undefined
  return Math.round(Number(match[1]) * sizes[(match[2] ?? '').toLowerCase() as keyof typeof sizes])
}
