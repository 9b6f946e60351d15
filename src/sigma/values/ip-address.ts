/** An address as numbers of 16 bits: two for IPv4, eight for IPv6. */
export type Address = readonly number[]

/** Undefined for anything but an IPv4 address in dotted decimal without leading zeros. */
export function parseIpv4(text: string): Address | undefined {
  if (text.length > 15) return undefined
  let number = 0
  let octet = -1
  let dots = 0
  for (let index = 0; index < text.length; index++) {
    const digit = text.charCodeAt(index) - 48
    if (digit >= 0 && digit <= 9 && octet !== 0) octet = Math.max(octet, 0) * 10 + digit
    else if (text[index] === '.' && octet >= 0) {
      number = number * 256 + octet
      octet = -1
      dots++
    } else return undefined
    if (octet > 255) return undefined
  }
  if (dots !== 3 || octet < 0) return undefined
  const low = (number * 256 + octet) >>> 0
  return [low >>> 16, low & 0xffff]
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
  const isMapped = address.slice(0, 5).every(group => group === 0) && address[5] === 0xffff
  return isMapped ? address.slice(6) : undefined
}

const parseGroup = (text: string): number => (/^[\da-f]{1,4}$/i.test(text) ? Number.parseInt(text, 16) : -1)

/** Rewrites the dotted form of the last 32 bits as two groups. */
function withoutDots(text: string): string | undefined {
  if (!text.includes('.')) return text
  const start = text.lastIndexOf(':') + 1
  const groups = parseIpv4(text.slice(start))
  return groups && text.slice(0, start) + groups.map(group => group.toString(16)).join(':')
}
