/** How a text becomes bytes. */
export type Encoding = 'utf8' | 'utf16' | 'utf16le' | 'utf16be'

/** `utf16` is little-endian behind a byte order mark, as the specification of Sigma says. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf8') return new TextEncoder().encode(text)
  const isBigEndian = encoding === 'utf16be'
  const units = encoding === 'utf16' ? `\uFEFF${text}` : text
  const bytes = new Uint8Array(units.length * 2)
  const view = new DataView(bytes.buffer)
  for (let index = 0; index < units.length; index++) view.setUint16(index * 2, units.charCodeAt(index), !isBigEndian)
  return bytes
}

export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

/**
 * What of the bytes is certain to be found in the base64 of anything that holds them, for each of the three places
 * they may have in a group of three bytes: characters that share bits with unknown neighbours are left out.
 */
export function base64Offsets(bytes: Uint8Array): string[] {
  return [0, 1, 2].map(before => {
    const shifted = new Uint8Array(before + bytes.length)
    shifted.set(bytes, before)
    const first = Math.ceil((before * 8) / 6)
    const certain = Math.floor(((before + bytes.length) * 8) / 6)
    return base64(shifted).slice(first, certain)
  })
}
