import type { Announcement } from '#pipeline'
import { jsonText } from '#primitives'
import { colourInk, keptFindingJson, plainInk, renderFinding } from '#reports'
import { type Screen, writeOut } from '../../terminal.ts'

export type WatchFormat = 'table' | 'jsonl'

/** Writes one change of a finding: a line of JSON, or some lines for a person. */
export function createWatchOutput(format: WatchFormat, screen: Screen): (told: Announcement) => Promise<void> {
  const ink = screen.colour ? colourInk : plainInk
  return ({ record: { finding, status }, change }) => {
    if (format === 'jsonl')
      return writeOut(process.stdout, `${jsonText(keptFindingJson({ finding, status, change }))}\n`)
    const head = `${finding.severity.toUpperCase()}  ${change}${status === 'open' ? '' : `, ${status}`}`
    const lines = renderFinding(finding, { width: screen.width, home: finding.account, ink })
    return writeOut(process.stdout, `${[ink('bold', head), ...lines].join('\n')}\n`)
  }
}
