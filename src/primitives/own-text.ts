const room = Buffer.alloc(1_024)

/**
 * The same text in memory of its own. The engine makes a part of a long text by pointing into it, and joined texts by pointing at
 * their parts, so that what is kept of a line would keep the whole line.
 *
 * A short text of Latin letters goes through bytes, since of a joined text that is cut the parts stay, too: 78 bytes in place of 112
 * for a key of 40 letters.
 */
export function ownText(text: string): string {
  if (text.length <= room.length) {
    const copy = room.toString('latin1', 0, room.write(text, 'latin1'))
    if (copy === text) return copy
  }
  return ` ${text}`.slice(1)
}

/** Of a letter. */
const mostBytes = 3
const joining = Buffer.alloc(1_024)
let written = ''
let writtenAt = -1

/**
 * A text and an ending, in memory of their own: in a third of the time that it takes to join them first. The same endings come again
 * and again after texts of one length, so that the last one may still be in its place.
 */
export function ownTextWith(text: string, ending: string): string {
  const { length } = text
  if (length + mostBytes * ending.length > joining.length) return ownText(text + ending)
  if (writtenAt !== length || written !== ending) {
    // Bytes that do not count as many as letters are no plain letters.
    const isPlain = joining.write(ending, length, 'utf8') === ending.length
    writtenAt = isPlain ? length : -1
    written = ending
    if (!isPlain) return ownText(text + ending)
  }
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127) return ownText(text + ending)
    joining[index] = code
  }
  return joining.toString('latin1', 0, length + ending.length)
}
