import { type Node, nameOf, parse, stringOf, visit } from './syntax-tree.ts'

/** What the architecture test wants to know of one TypeScript file. */
export interface SourceFacts {
  readonly imports: readonly ImportFact[]
  /** Names of clocks, randomness and the process that the code uses, e.g. `Date.now`. */
  readonly impurities: readonly { readonly name: string; readonly line: number }[]
}

export interface ImportFact {
  readonly specifier: string
  /** Gone after compilation: `import type`, or `type` on every name. */
  readonly typeOnly: boolean
  /** `url` for `new URL('./x.ts', import.meta.url)`, as workers and data files are named. */
  readonly form: 'import' | 'export' | 'dynamic' | 'type' | 'url'
  readonly line: number
}

/** Parses TypeScript; a file that does not parse throws, so that none is passed over. */
export function readSource(text: string): SourceFacts {
  const imports: ImportFact[] = []
  const impurities: { name: string; line: number }[] = []
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  visit(parse(text), node => {
    const found = importOf(node)
    if (found) imports.push({ ...found, line: lineAt(node.start) })
    const name = impurityOf(node)
    if (name) impurities.push({ name, line: lineAt(node.start) })
  })
  return { imports, impurities }
}

function importOf(node: Node): Omit<ImportFact, 'line'> | undefined {
  const specifier = stringOf(node.type === 'NewExpression' ? (node.arguments as unknown[])[0] : node.source)
  if (specifier === undefined) return undefined
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier, typeOnly: node.importKind === 'type' || onlyTypes(node, 'importKind'), form: 'import' }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return { specifier, typeOnly: node.exportKind === 'type' || onlyTypes(node, 'exportKind'), form: 'export' }
    case 'ImportExpression':
      return { specifier, typeOnly: false, form: 'dynamic' }
    case 'TSImportType':
      return { specifier, typeOnly: true, form: 'type' }
    case 'NewExpression':
      return nameOf(node.callee) === 'URL' ? { specifier, typeOnly: false, form: 'url' } : undefined
    default:
      return undefined
  }
}

function onlyTypes(node: Node, kind: 'importKind' | 'exportKind'): boolean {
  const specifiers = node.specifiers as readonly Node[] | undefined
  return !!specifiers?.length && specifiers.every(specifier => specifier[kind] === 'type')
}

const impureMembers = new Set(['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues'])
const impureObjects = new Set(['performance', 'process', 'console'])
const impureCalls = new Set(['setTimeout', 'setInterval', 'setImmediate', 'fetch', 'randomUUID', 'randomBytes'])

function impurityOf(node: Node): string | undefined {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && !(node.arguments as unknown[]).length)
    return 'new Date()'
  if (node.type === 'CallExpression') {
    const name = nameOf(node.callee)
    if (name === 'Date') return 'Date()'
    return name && impureCalls.has(name) ? name : undefined
  }
  if (node.type !== 'MemberExpression') return undefined
  const object = nameOf(node.object) ?? ''
  const member = `${object}.${nameOf(node.property) ?? stringOf(node.property) ?? '*'}`
  return impureMembers.has(member) || impureObjects.has(object) || object === 'globalThis' ? member : undefined
}
