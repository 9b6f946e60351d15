import { closest } from '#primitives'

/** The tactics of ATT&CK for Enterprise as Sigma tags write them, in the order of an attack (https://attack.mitre.org/tactics/enterprise/). */
export const tactics = [
  'reconnaissance',
  'resource-development',
  'initial-access',
  'execution',
  'persistence',
  'privilege-escalation',
  'defense-evasion',
  'stealth',
  'defense-impairment',
  'credential-access',
  'discovery',
  'lateral-movement',
  'collection',
  'command-and-control',
  'exfiltration',
  'impact',
] as const

const techniqueShape = /^t\d{4}(\.\d{3})?$/
/** Groups, software, data sources and campaigns may be tagged too; they say nothing about the technique. */
const otherShape = /^(g|s|ds|c)\d{4}$/

export interface AttackTags {
  readonly tactics: readonly string[]
  /** Upper case: `T1490`, `T1485.001`. */
  readonly techniques: readonly string[]
  /** Tags that start with `attack.` and are neither, with a close tactic where there is one. */
  readonly unknown: readonly { readonly index: number; readonly tag: string; readonly suggestion: string | undefined }[]
}

/** Reads `attack.impact` and `attack.t1490` out of a rule's tags; tags of other namespaces are left alone. */
export function readAttackTags(tags: readonly string[]): AttackTags {
  const found = new Set<string>()
  const techniques = new Set<string>()
  const unknown: { index: number; tag: string; suggestion: string | undefined }[] = []
  for (const [index, tag] of tags.entries()) {
    const name = attackName(tag)
    if (name === undefined || otherShape.test(name)) continue
    if (techniqueShape.test(name)) techniques.add(name.toUpperCase())
    else if ((tactics as readonly string[]).includes(name)) found.add(name)
    else unknown.push({ index, tag, suggestion: closest(name, tactics) })
  }
  return { tactics: [...found], techniques: [...techniques], unknown }
}

/** Older rules write `attack.defense_evasion`. */
function attackName(tag: string): string | undefined {
  const lower = tag.toLowerCase()
  return lower.startsWith('attack.') ? lower.slice('attack.'.length).replaceAll('_', '-') : undefined
}
