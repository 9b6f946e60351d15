/**
 * Whether a text is one that a glob stands for: `*` any text, `?` any one character. Letter case counts. Goes back to the last star
 * only, so that no text makes it slower than the product of both lengths.
 */
export function matchesGlob(glob: string, text: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  let inGlob = 0
  while (at < text.length) {
    const wanted = glob[inGlob]
    if (wanted === '*') {
      star = inGlob++
      resume = at
    } else if (wanted === '?' || wanted === text[at]) {
      inGlob++
      at++
    } else if (star >= 0) {
      inGlob = star + 1
      at = ++resume
    } else return false
  }
  while (glob[inGlob] === '*') inGlob++
  return inGlob === glob.length
}
