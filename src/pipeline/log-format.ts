import type { ReadingPlan } from '#events'
import { readContent } from '#formats'
import { type LogFile, openContents, type Recognised } from '#sources'
import { fateOfContent, isIncomplete } from './file-fate.ts'
import { programLimits } from './program-limits.ts'

/** What log a file is, by all that it holds and by the measure of a scan; or why nothing in it can be used. */
export async function recogniseLog(file: LogFile): Promise<Recognised> {
  const others: Recognised[] = []
  for await (const content of openContents(file, programLimits)) {
    const account = await readContent(content, needsNothing, programLimits, () => {})
    const fate = fateOfContent(account)
    if (fate === 'read') return { kind: 'log', format: account.format }
    const reason = account.skipped ?? account.issues[0]
    if (isIncomplete(account)) others.push({ kind: 'unusable', ...(reason && { reason }) })
    else if (fate === 'empty') others.push({ kind: 'empty' })
    else others.push({ kind: 'aside', ...(reason && { reason }) })
  }
  return (
    others.find(({ kind }) => kind === 'unusable') ?? others.find(({ kind }) => kind === 'empty') ?? others[0] ?? aside
  )
}

const aside: Recognised = { kind: 'aside' }

/** Records are counted, and none of them is parsed. */
const needsNothing: ReadingPlan = { depthOf: () => 'skip', sources: [], fields: [] }
