import { type Node, nameOf, parse, stringOf, visit } from './syntax-tree.ts'

/**
 * The codes of issues that a file gives: every text that is the `code` of an object (both sides of a condition too), and
 * the keys of its table of `sentences`. What a template leaves open becomes `*`: `truncated-${kind}` is `truncated-*`.
 */
export function readIssueCodes(text: string): string[] {
  const codes: string[] = []
  visit(parse(text), node => {
    if (node.type === 'Property' && nameOf(node.key) === 'code') codes.push(...textsIn(node.value as Node))
    if (node.type === 'VariableDeclarator' && nameOf(node.id) === 'sentences') codes.push(...keysOf(node.init as Node))
  })
  return codes
}

function textsIn(value: Node): string[] {
  const texts: string[] = []
  visit(value, node => {
    const text = stringOf(node) ?? patternOf(node)
    if (text !== undefined) texts.push(text)
  })
  return texts
}

function patternOf(node: Node): string | undefined {
  if (node.type !== 'TemplateLiteral') return undefined
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('*')
}

const keysOf = (table: Node): string[] =>
  (table.properties as Node[]).flatMap(property => nameOf(property.key) ?? stringOf(property.key) ?? [])
