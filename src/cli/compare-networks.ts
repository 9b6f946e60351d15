import type { Detection } from '#detect'
import { absurd } from '#primitives'

export const networkViews = ['address', 'prefix', 'asn'] as const
export type NetworkView = (typeof networkViews)[number]

/** Makes the first-seen detections that compare networks compare them exactly, by prefix, or by autonomous system. */
export function compareNetworksBy(
  view: NetworkView | undefined,
  detections: readonly Detection[],
): readonly Detection[] {
  if (view === undefined) return detections
  const field = fieldOf(view)
  return detections.map(detection => {
    const { kind } = detection
    if (kind.kind !== 'first-seen') return detection
    const key = kind.key.map(part => (/^network\.(ip|prefix|asn)$/.test(part) ? field : part))
    const wider = kind.wider.slice(kind.wider.indexOf(field) + 1)
    return { ...detection, kind: { ...kind, key, wider } }
  })
}

function fieldOf(view: NetworkView): string {
  switch (view) {
    case 'address':
      return 'network.ip'
    case 'prefix':
      return 'network.prefix'
    case 'asn':
      return 'network.asn'
    default:
      return absurd(view)
  }
}
