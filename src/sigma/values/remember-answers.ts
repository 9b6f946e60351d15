import { BoundedCache } from '#primitives'
import type { TextTest } from './match-pattern.ts'

/** Texts longer than this are tried anew. */
const longest = 512
/** Answers kept, twice over (see `BoundedCache`). */
const limit = 500
/** After this many questions, a memory that answered fewer than half of them is given up: keys of objects hardly repeat. */
const trial = 2_000

/** A costly test of texts that repeat, such as user agents, which are asked about once each. */
export function rememberAnswers(test: TextTest): TextTest {
  const answers = new BoundedCache<string, boolean>(limit)
  let asked = 0
  let known = 0
  return text => {
    if (text.length > longest || (asked === trial && known * 2 < trial)) return test(text)
    const answer = answers.get(text)
    if (asked < trial) {
      asked++
      if (answer !== undefined) known++
    }
    if (answer !== undefined) return answer
    const fresh = test(text)
    answers.set(text, fresh)
    return fresh
  }
}
