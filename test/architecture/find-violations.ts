import { posix } from 'node:path'
import { emptyNames, longFiles, maxLines, maxTestLines, pureBuiltins, type Stage } from '../../architecture.ts'
import { type ImportFact, readSource } from './read-source.ts'

export interface SourceFile {
  /** From the root of the repository, e.g. `src/sigma/index.ts`. */
  readonly path: string
  readonly text: string
}

export interface Violation {
  readonly rule:
    | 'unknown-stage'
    | 'forbidden-stage'
    | 'types-only'
    | 'front-door'
    | 'leaves-stage'
    | 'impure'
    | 'too-long'
    | 'empty-name'
    | 'cycle'
  readonly at: string
  readonly message: string
}

export interface Inspection {
  readonly violations: readonly Violation[]
  /** So that a test can tell "nothing wrong" from "nothing seen". */
  readonly files: number
  readonly imports: number
  readonly crossings: number
}

/** Holds files of `src/` to the table. */
export function inspect(files: readonly SourceFile[], stages: readonly Stage[]): Inspection {
  const table = new Map(stages.map(stage => [stage.name, stage]))
  const violations: Violation[] = []
  let imports = 0
  let crossings = 0
  for (const file of files) {
    violations.push(...nameViolations(file.path), ...lengthViolations(file))
    const stage = table.get(stageOf(file.path))
    if (!stage) {
      violations.push({ rule: 'unknown-stage', at: file.path, message: 'its folder is not in the table of stages' })
      continue
    }
    const facts = readSource(file.text)
    const isTest = file.path.endsWith('.test.ts')
    imports += facts.imports.length
    crossings += facts.imports.filter(found => found.specifier.startsWith('#')).length
    for (const found of facts.imports) violations.push(...importViolations(file.path, stage, found, isTest))
    if (!stage.pure || isTest) continue
    for (const { name, line } of facts.impurities)
      violations.push({ rule: 'impure', at: `${file.path}:${line}`, message: `${name} in a pure stage` })
  }
  violations.push(...findCycles(files))
  return { violations, files: files.length, imports, crossings }
}

const stageOf = (path: string): string => path.split('/')[1] ?? ''

/**
 * A test beside its file may bring any other stage's front door, to feed its own with real parts; it may not
 * reach past a front door, and the rule language is tested alone, since it is to be a package of its own one day.
 */
function importViolations(path: string, stage: Stage, found: ImportFact, isTest: boolean): Violation[] {
  const at = `${path}:${found.line}`
  const { specifier } = found
  if (specifier.startsWith('#')) {
    const target = specifier.slice(1)
    if (target.includes('/')) return [{ rule: 'front-door', at, message: `enter by the front door, not ${specifier}` }]
    if (target === stage.name) return [{ rule: 'front-door', at, message: 'import from within the stage by path' }]
    if (stage.imports.includes(target)) return []
    if (isTest && stage.name !== 'sigma') return []
    if (!stage.types.includes(target))
      return [{ rule: 'forbidden-stage', at, message: `${stage.name} may not import ${specifier}` }]
    if (found.typeOnly) return []
    return [{ rule: 'types-only', at, message: `${stage.name} may know only the types of ${specifier}` }]
  }
  if (specifier.startsWith('.')) return relativeViolations(path, stage, found, at)
  if (stage.pure && !isTest && isBuiltin(specifier) && !pureBuiltins.includes(specifier))
    return [{ rule: 'impure', at, message: `${specifier} in a pure stage` }]
  return []
}

const isBuiltin = (specifier: string): boolean => specifier.startsWith('node:')

function relativeViolations(path: string, stage: Stage, found: ImportFact, at: string): Violation[] {
  const target = posix.join(posix.dirname(path), found.specifier)
  if (target.startsWith(`src/${stage.name}/`)) return []
  // Data beside the program, e.g. detections/, is named by URL; nothing in src/ is.
  const isTest = path.endsWith('.test.ts')
  if (found.form === 'url' && (isTest || !stage.pure) && !target.startsWith('src/')) return []
  if (isTest && target.startsWith('test/')) return []
  return [{ rule: 'leaves-stage', at, message: `${found.specifier} leaves the stage; use its front door` }]
}

export function nameViolations(path: string): Violation[] {
  const words = path.split(/[/.\-_]/)
  return emptyNames
    .filter(name => words.includes(name))
    .map(name => ({ rule: 'empty-name', at: path, message: `"${name}" does not say what the file is` }))
}

export function lengthViolations(
  file: SourceFile,
  exceptions: Readonly<Record<string, number>> = longFiles,
): Violation[] {
  const lines = file.text.trimEnd().split('\n').length
  const limit = file.path.endsWith('.test.ts') ? maxTestLines : maxLines
  const allowed = exceptions[file.path]
  if (allowed === undefined && lines <= limit) return []
  if (allowed !== undefined && lines === allowed && lines > limit) return []
  const message =
    allowed === undefined
      ? `${lines} lines; at most ${limit}`
      : `${lines} lines where architecture.ts allows ${allowed}: split it, or lower (never raise) the number`
  return [{ rule: 'too-long', at: file.path, message }]
}

/** Rings of files that import one another's values. */
function findCycles(files: readonly SourceFile[]): Violation[] {
  const edges = new Map(files.map(file => [file.path, valueImports(file)]))
  const done = new Set<string>()
  const cycles: Violation[] = []
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      const ring = [...trail.slice(trail.indexOf(path)), path].join(' -> ')
      cycles.push({ rule: 'cycle', at: path, message: ring })
      return
    }
    if (done.has(path)) return
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) walk(path, [])
  return cycles
}

function valueImports(file: SourceFile): string[] {
  return readSource(file.text)
    .imports.filter(found => !found.typeOnly && (found.form === 'import' || found.form === 'export'))
    .map(({ specifier }) =>
      specifier.startsWith('#')
        ? `src/${specifier.slice(1)}/index.ts`
        : posix.join(posix.dirname(file.path), specifier),
    )
}
