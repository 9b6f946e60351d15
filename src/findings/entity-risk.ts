import { compareText } from '#primitives'
import type { EntityHistory } from './entity-history.ts'
import type { EntityRisk } from './finding.ts'
import { riskWindows } from './risk-window.ts'
import { timeText } from './time-text.ts'

/** The largest risk that each entity gathered within seven days, highest first. */
export function entityRisks(histories: readonly EntityHistory[]): EntityRisk[] {
  return histories
    .flatMap(({ entity, findings }) => {
      const highest = riskWindows(findings).reduce((a, b) => (b.score > a.score ? b : a))
      const within = findings.slice(highest.start, highest.end)
      const [first, last] = [within[0], within.at(-1)]
      if (!first || !last) return []
      return {
        entity,
        score: highest.score,
        findings: within.map(({ finding }) => finding.id),
        from: timeText(first.time),
        to: timeText(last.time),
      }
    })
    .sort(
      (a, b) =>
        b.score - a.score || compareText(a.entity.type, b.entity.type) || compareText(a.entity.value, b.entity.value),
    )
}
