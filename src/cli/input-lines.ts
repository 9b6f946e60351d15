import type { FoundInput } from '#pipeline'
import { escapeTerminal, formatIssue } from '#primitives'
import { formatAmount, formatBytes } from '#reports'

/** What there is to read and what it takes to get it, for a person who has not waited for it yet. */
export function inputLines(input: FoundInput, from: number | undefined): string[] {
  const { files, bytes, objects, objectBytes, requests, leftOut, issues } = input
  const lines: string[] = []
  const here = files - objects
  if (here > 0 || objects === 0)
    lines.push(`found     ${formatAmount(here, 'file')}, ${formatBytes(bytes - objectBytes)}`)
  if (objects > 0 || requests.list > 0) {
    lines.push(
      `found     ${formatAmount(objects, 'object')} in S3, ${formatBytes(objectBytes)}`,
      `requests  ${formatAmount(requests.list, 'request')} made to list them, ${formatAmount(requests.fetch, 'request')} to fetch them`,
    )
  }
  for (const { reason, objects: count, folders } of leftOut) {
    const what = [
      ...(folders > 0 ? [formatAmount(folders, 'folder')] : []),
      ...(count > 0 ? [formatAmount(count, 'object')] : []),
    ]
    lines.push(`left out  ${what.join(' and ')} (${reason})`)
  }
  if (from !== undefined && requests.list > 0) {
    lines.push(
      'note      of what is earlier than --from nothing is fetched, so nothing is learnt from it (--baseline does)',
    )
  }
  for (const issue of issues) lines.push(`problem   ${formatIssue(issue)}`)
  return lines.map(escapeTerminal)
}
