import { type LogKind, type Outcome, withoutRolePath } from '#events'
import { closest, type Issue } from '#primitives'
import { placeOf, type SigmaCorrelation, type SigmaRule } from '#sigma'
import type {
  CompiledCorrelation,
  CorrelationMember,
  CorrelationNode,
  CorrelationReads,
  Step,
} from '../correlation/compiled-correlation.ts'
import { type Documents, isCorrelation, type Referred } from '../correlation/documents.ts'
import { windowTestOf } from '../correlation/window-test-of.ts'
import type { Detection } from '../detection.ts'
import { compileBaseRule, lateSearches } from './compile-base-rule.ts'
import type { FieldReader } from './compiled-detection.ts'
import { FieldBinder } from './field-binder.ts'
import * as issues from './issues.ts'

/** Rules and correlations that one detection may come to, all chains followed. */
const maxMembers = 200

/** A correlation on the way down, and how it refers to what is below it. */
interface Above {
  readonly correlation: SigmaCorrelation
  readonly member: string
}

/** Binds a correlation and all that it refers to. Issues stand where the reference, or the rule that it means, stands. */
export function compileCorrelation(
  correlation: SigmaCorrelation,
  detection: Detection,
  documents: Documents,
  found: Issue[],
): CompiledCorrelation {
  const builder = new CorrelationBuilder(detection, documents, found)
  builder.add(correlation, detection, [])
  return { nodes: builder.nodes, steps: builder.steps }
}

class CorrelationBuilder {
  readonly nodes: CorrelationNode[] = []
  readonly steps: Step[] = []
  readonly #root: Detection
  readonly #documents: Documents
  readonly #issues: Issue[]
  #members = 0

  constructor(root: Detection, documents: Documents, found: Issue[]) {
    this.#root = root
    this.#documents = documents
    this.#issues = found
  }

  /** Gives the number of the node. */
  add(correlation: SigmaCorrelation, from: Detection, above: readonly Above[]): number {
    const members: CorrelationMember[] = []
    const node = this.nodes.length
    const { timespan } = correlation
    this.nodes.push({ correlation, depth: above.length, test: windowTestOf(correlation), timespan, members })
    correlation.rules.forEach((name, index) => {
      const way = [{ correlation, member: name }, ...above]
      const referred = this.#find(name, index, from, way)
      if (referred === undefined) return
      const { document, detection } = referred
      const title = document.title
      if (isCorrelation(document)) members[index] = { name, title, node: this.add(document, detection, way) }
      else {
        members[index] = { name, title }
        this.#addStep(document, detection, { node, member: index }, way)
      }
    })
    return node
  }

  #find(name: string, index: number, from: Detection, way: readonly Above[]): Referred | undefined {
    const [own, ...above] = way as [Above, ...Above[]]
    const at = placeOf(own.correlation, `correlation.rules.${index}`)
    const referred = this.#documents.find(name, from)
    this.#members++
    if (referred === undefined) {
      const meant = closest(name, this.#documents.namesFor(from))
      this.#issues.push(issues.unknownCorrelated(at, name, meant))
    } else if ([own, ...above].some(({ correlation }) => correlation === referred.document)) {
      const names = way.map(({ member }) => member).toReversed()
      this.#issues.push(issues.correlatesItself(at, names))
    } else if (this.#members > maxMembers) {
      if (this.#members === maxMembers + 1) this.#issues.push(issues.tooManyCorrelated(at, maxMembers))
    } else if (isDetectionOfState(referred)) {
      this.#issues.push(issues.correlatesState(at, name, referred.detection.kind.kind))
    } else return referred
    return undefined
  }

  #addStep(
    document: SigmaRule,
    detection: Detection,
    place: { readonly node: number; readonly member: number },
    way: readonly Above[],
  ): void {
    const base = compileBaseRule(document, this.#issues)
    if (base === undefined) return
    this.#issues.push(...lateSearches(base.rule))
    const reads = way.map((_, level) => this.#readsAt(way, level)) as [CorrelationReads, ...CorrelationReads[]]
    // A rule of the file counts with the outcomes of the whole; another detection says its own, and both must agree.
    const outcomes = detection.outcomes.filter(outcome => this.#root.outcomes.includes(outcome))
    this.steps.push({
      ...place,
      document,
      rule: base.rule,
      logs: base.logs,
      outcomes: new Set<Outcome>(outcomes),
      reads,
    })
  }

  /** What the correlation at a level of the way reads of the events at its end: names pass through every alias below. */
  #readsAt(way: readonly Above[], level: number): CorrelationReads {
    const { correlation } = way[level] as Above
    const { groupBy, type, condition } = correlation
    const binder = new FieldBinder(correlation)
    const bind = (field: string, path: string) => {
      const below = way.slice(0, level + 1).toReversed()
      const bound = below.reduce((name, one) => one.correlation.aliases[name]?.[one.member] ?? name, field)
      const alias = below.find(one => one.correlation.aliases[field] !== undefined)
      if (bound === field && alias !== undefined) {
        const at = placeOf(alias.correlation, `correlation.aliases.${field}`)
        this.#issues.push(issues.aliasWithoutField(at, field, alias.member))
        return { field, read: () => undefined }
      }
      const own = way[level] as Above
      return joiningLogs(binder.bindEarly(bound, bound === field ? path : `correlation.aliases.${field}.${own.member}`))
    }
    const value = condition.kind === 'compare' ? condition.field : []
    const reads = {
      groupBy: groupBy.map((field, index) => bind(field, `correlation.group-by.${index}`)),
      value: value.map(field => bind(field, 'correlation.condition.field')),
      isNumber: type !== 'value_count',
    }
    this.#issues.push(...binder.issues)
    return reads
  }
}

/** A session's ARN names its role without the path, and an access log knows sessions only: both are to meet in one group. */
const joiningLogs = (reader: FieldReader): FieldReader =>
  reader.field === 'actor.principal'
    ? { ...reader, read: ({ event }) => withoutRolePath(event.actor.principal) }
    : reader

/** Only single events and other correlations can be counted: a baseline says its verdict at the end. */
const isDetectionOfState = ({ document, detection }: Referred): boolean =>
  document === detection.rule && detection.kind.kind !== 'match' && detection.kind.kind !== 'correlation'

export const logsOf = ({ steps }: CompiledCorrelation): readonly LogKind[] => [
  ...new Set(steps.flatMap(({ logs }) => logs)),
]
