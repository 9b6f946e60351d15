import type { ReadingPlan } from '#events'
import { type FormatName, readContent } from '#formats'
import { type LogFile, openContents } from '#sources'
import { programLimits } from './program-limits.ts'

/** What log a file is, by all that it holds; undefined where it is none, or nothing in it can be used. */
export async function logFormatOf(file: LogFile): Promise<FormatName | undefined> {
  for await (const content of openContents(file, programLimits)) {
    const { format, skipped, notNeeded, passed } = await readContent(content, needsNothing, programLimits, () => {})
    if (skipped === undefined && notNeeded + passed > 0) return format
  }
  return undefined
}

/** Records are counted, and none of them is parsed. */
const needsNothing: ReadingPlan = { depthOf: () => 'skip', sources: [], fields: [] }
