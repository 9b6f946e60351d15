import { type Node, nameOf, parse, stringOf, visit } from './syntax-tree.ts'

/** Every text that the code gives as `code` of an object: `code: 'x'`, both sides of a condition too. */
export function readIssueCodes(text: string): string[] {
  const codes: string[] = []
  visit(parse(text), node => {
    if (node.type !== 'Property' || nameOf(node.key) !== 'code') return
    visit(node.value as Node, value => {
      const word = stringOf(value)
      if (word !== undefined) codes.push(word)
    })
  })
  return codes
}
