/**
 * The 32 bits of a dotted IPv4 address as an unsigned number; -1 for anything else. Leading zeros are refused, because
 * programs disagree on whether they mean octal.
 */
export function parseIPv4(text: string): number {
  const length = text.length
  if (length < 7 || length > 15) return -1
  let address = 0
  let octet = 0
  let digits = 0
  let dots = 0
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code === 46) {
      if (digits === 0 || ++dots > 3) return -1
      address = address * 256 + octet
      octet = 0
      digits = 0
      continue
    }
    if (code < 48 || code > 57 || (digits > 0 && octet === 0)) return -1
    octet = octet * 10 + code - 48
    digits++
    if (octet > 255) return -1
  }
  return dots === 3 && digits > 0 ? address * 256 + octet : -1
}

/** `192.0.2.1` from its 32 bits. */
export const formatIPv4 = (address: number): string =>
  `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`

/** The eight 16-bit groups of an IPv6 address; undefined for anything else. A dotted IPv4 tail is understood. */
export function parseIPv6(text: string): readonly number[] | undefined {
  if (text.length > 45) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '', halves.length === 1)
  if (halves.length === 1) return head?.length === 8 ? head : undefined
  const tail = parseGroups(halves[1] ?? '', true)
  if (!head || !tail || head.length + tail.length > 7) return undefined
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

function parseGroups(text: string, mayEndInIPv4: boolean): number[] | undefined {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16))
    else {
      const address = mayEndInIPv4 && index === parts.length - 1 ? parseIPv4(part) : -1
      if (address < 0) return undefined
      groups.push(address >>> 16, address & 0xffff)
    }
  }
  return groups
}

/** Canonical text by RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups shortened. */
export function formatIPv6(groups: readonly number[]): string {
  let start = -1
  let longest = 1
  for (let index = 0; index < 8; index++) {
    let run = 0
    while (index + run < 8 && groups[index + run] === 0) run++
    if (run > longest) {
      start = index
      longest = run
    }
    index += run
  }
  const hex = (part: readonly number[]) => part.map(group => group.toString(16)).join(':')
  return start < 0 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + longest))}`
}
