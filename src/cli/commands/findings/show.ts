import { bySeverity } from '#findings'
import { jsonText } from '#primitives'
import { keptFindingJson, renderKeptFinding } from '#reports'
import { inkFor } from '../../ink-for.ts'
import { textWidth, writeOut } from '../../terminal.ts'
import { findRecords } from './find-records.ts'
import { gained, type StateFileOptions, withState } from './state-file.ts'

export interface ShowOptions extends StateFileOptions {
  readonly format?: 'table' | 'json'
  readonly color: boolean
}

/** All that the state file has of a finding. */
export function showFinding(start: string, options: ShowOptions): Promise<number> {
  return withState(options, async store => {
    const found = gained(
      store.snapshot(() => {
        const incidents = store.incidents.list().toSorted(bySeverity)
        return findRecords(store, [start]).map(record => ({
          ...record,
          history: store.findings.history(record.finding.id),
          incidents: incidents.filter(({ findings }) => findings.includes(record.finding.id)),
        }))
      }),
    )
    for (const kept of found) {
      const text =
        options.format === 'json'
          ? jsonText(keptFindingJson(kept), 2)
          : renderKeptFinding(kept, {
              ink: inkFor(options),
              width: textWidth(process.stdout),
              home: kept.finding.account,
            }).join('\n')
      await writeOut(process.stdout, `${text}\n`)
    }
    return 0
  })
}
