/** Four numbers of 8 bits, or eight of 16. */
export type Address = readonly number[]

/** Undefined for anything but an IPv4 address in dotted decimal without leading zeros. */
export function parseIpv4(text: string): Address | undefined {
  if (text.length > 15) return undefined
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  const numbers = parts.map(part => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256))
  return numbers.every(number => number < 256) ? numbers : undefined
}

/** Undefined for anything but an IPv6 address as RFC 4291 writes it, without a zone. */
export function parseIpv6(text: string): Address | undefined {
  if (text.length > 45 || !text.includes(':')) return undefined
  const halves = withoutDots(text)?.split('::')
  if (halves === undefined || halves.length > 2) return undefined
  const [head, tail] = halves.map(half => (half === '' ? [] : half.split(':').map(parseGroup)))
  if (head === undefined) return undefined
  const missing = 8 - head.length - (tail?.length ?? 0)
  // `::` stands for at least one group of zeros.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])]
  return groups.every(group => group >= 0) ? groups : undefined
}

/** The IPv4 address inside an IPv4-mapped one (`::ffff:192.0.2.1`, RFC 4291 section 2.5.5.2). */
export function mappedIpv4(address: Address): Address | undefined {
  const [high = 0, low = 0] = address.slice(6)
  const isMapped = address.slice(0, 5).every(group => group === 0) && address[5] === 0xffff
  return isMapped ? [high >> 8, high & 255, low >> 8, low & 255] : undefined
}

const parseGroup = (text: string): number => (/^[\da-f]{1,4}$/i.test(text) ? Number.parseInt(text, 16) : -1)

/** Rewrites the dotted form of the last 32 bits as two groups. */
function withoutDots(text: string): string | undefined {
  if (!text.includes('.')) return text
  const start = text.lastIndexOf(':') + 1
  const ipv4 = parseIpv4(text.slice(start))
  if (ipv4 === undefined) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = ipv4
  return `${text.slice(0, start)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
