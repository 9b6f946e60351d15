import { type Node, nameOf, parse, stringOf, visit } from './syntax-tree.ts'

/**
 * Every text that the code gives as `code` of an object, both sides of a condition too. What a template leaves open
 * becomes `*`: `truncated-${kind}` is `truncated-*`.
 */
export function readIssueCodes(text: string): string[] {
  const codes: string[] = []
  visit(parse(text), node => {
    if (node.type !== 'Property' || nameOf(node.key) !== 'code') return
    visit(node.value as Node, value => {
      const word = stringOf(value) ?? patternOf(value)
      if (word !== undefined) codes.push(word)
    })
  })
  return codes
}

function patternOf(node: Node): string | undefined {
  if (node.type !== 'TemplateLiteral') return undefined
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('*')
}
