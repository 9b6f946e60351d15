/** PowerShell writes what a program prints as UTF-16, with a byte-order mark. */
export const isUtf16 = (head: Uint8Array): boolean => head[0] === 0xff && head[1] === 0xfe

/** The same content in UTF-8. */
export async function* decodeUtf16(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-16le')
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }))
  yield Buffer.from(decoder.decode())
}
