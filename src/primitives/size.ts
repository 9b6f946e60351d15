const sizes = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 } as const

/** Bytes: `500000`, `16MB`, `2g` (powers of 1000); undefined for anything else. */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)b?$/i.exec(text)
  if (!match) return undefined
  return Math.round(Number(match[1]) * sizes[(match[2] ?? '').toLowerCase() as keyof typeof sizes])
}

/** As the configuration writes it, and never another number: `64GB`, `1.5MB`, `500kB`. */
export function formatSize(bytes: number): string {
  for (const [unit, size] of Object.entries(sizes).reverse()) {
    const text = `${bytes / size}${unit === 'k' ? 'k' : unit.toUpperCase()}B`
    if (bytes >= size && parseSize(text) === bytes) return text
  }
  return String(bytes)
}
