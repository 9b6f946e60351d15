import type { Detection } from '#detect'
import type { JsonObject } from '#primitives'

/** What a scan said of a detection. */
export interface Seen {
  readonly slug: string
  readonly findings: number
  readonly state: 'active' | 'learning' | 'blind'
}

/** Colours of the ATT&CK matrix: covered, seen in the logs, covered by detections that were blind there. */
const colours = { covered: '#8ec8f2', seen: '#e8590c', blind: '#ced4da' }

/**
 * A layer for the ATT&CK Navigator: the techniques that detections cover, scored by their number, or with a scan the
 * techniques that were seen, scored by the findings.
 * Format 4.5: https://github.com/mitre-attack/attack-navigator/blob/master/layers/spec/v4.5/layerformat.md
 */
export function navigatorLayer(detections: readonly Detection[], seen?: readonly Seen[]): JsonObject {
  const techniques = new Map<string, Detection[]>()
  for (const detection of detections) {
    for (const technique of detection.attack.techniques) {
      techniques.set(technique, [...(techniques.get(technique) ?? []), detection])
    }
  }
  const status = new Map(seen?.map(one => [one.slug, one]))
  return {
    name: seen ? 'Bucketwatch: seen in these logs' : 'Bucketwatch: covered',
    versions: { layer: '4.5', navigator: '5.1.0', attack: '17' },
    domain: 'enterprise-attack',
    description: seen
      ? 'Techniques of the findings of one scan, with those that its detections cover.'
      : 'Techniques that the detections of Bucketwatch cover.',
    filters: { platforms: ['IaaS'] },
    sorting: 3,
    hideDisabled: false,
    techniques: [...techniques]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([id, members]) => entryOf(id, members, seen && status)),
    gradient: { colors: ['#ffffff', colours.covered], minValue: 0, maxValue: 10 },
    legendItems: [
      { label: 'covered by a detection', color: colours.covered },
      ...(seen
        ? [
            { label: 'seen in the logs', color: colours.seen },
            { label: 'its detections were blind', color: colours.blind },
          ]
        : []),
    ],
    showTacticRowBackground: false,
    selectTechniquesAcrossTactics: true,
    selectSubtechniquesWithParent: false,
  }
}

function entryOf(
  techniqueID: string,
  members: readonly Detection[],
  status: ReadonlyMap<string, Seen> | undefined,
): JsonObject {
  const findings = members.reduce((sum, { slug }) => sum + (status?.get(slug)?.findings ?? 0), 0)
  const isBlind = status !== undefined && members.every(({ slug }) => status.get(slug)?.state === 'blind')
  return {
    techniqueID,
    score: status ? findings : members.length,
    color: findings > 0 ? colours.seen : isBlind ? colours.blind : colours.covered,
    comment: members.map(({ title }) => title).join('; '),
    enabled: true,
    metadata: members.map(({ slug }) => ({
      name: slug,
      value: status ? `${status.get(slug)?.findings ?? 0} findings, ${status.get(slug)?.state ?? 'not run'}` : 'covers',
    })),
    showSubtechniques: techniqueID.includes('.'),
  }
}
