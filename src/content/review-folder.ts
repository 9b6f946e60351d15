import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Detection } from '#detect'
import type { Issue } from '#primitives'
import { lintDocument, lintRule } from '#sigma'
import type { Case } from './cases/cases.ts'

/** What every detection explains, in this order. */
export const readmeHeadings = ['Why it matters', 'What it cannot see', 'Known false alarms', 'What to do'] as const

/** Both sides need more than one example, or the first lucky rule passes. */
const fewest = 3

/** What is allowed in a detection, but should not be left so: in its rule, its documentation and its cases. */
export const reviewDetection = async (
  detection: Detection,
  folder: string,
  cases: readonly Case[],
): Promise<readonly Issue[]> => [...lintOf(detection), ...(await reviewFolder(folder, cases))]

const lintOf = ({ rule }: Detection): readonly Issue[] =>
  'detection' in rule ? lintRule(rule) : lintDocument({ kind: 'correlation', correlation: rule })

/** What a detection folder still lacks before others can rely on it: documentation and cases. */
export async function reviewFolder(folder: string, cases: readonly Case[]): Promise<readonly Issue[]> {
  const readme = join(folder, 'README.md')
  const text = await readFile(readme, 'utf8').catch(() => undefined)
  return [
    ...(text === undefined ? [lack(readme, 'there is no README.md')] : missingHeadings(readme, text)),
    ...(['fires', 'silent'] as const).flatMap(kind => {
      const count = cases.filter(({ name }) => name.startsWith(`${kind}/`)).length
      return count < fewest ? [lack(join(folder, kind), `${kind}/ has ${count} cases; ${fewest} are the least`)] : []
    }),
  ]
}

function missingHeadings(file: string, text: string): Issue[] {
  const found = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
  return readmeHeadings
    .filter(heading => !found.includes(heading))
    .map(heading => lack(file, `README.md has no heading "## ${heading}"`))
}

const lack = (file: string, message: string): Issue => ({ code: 'incomplete-detection', message, at: { file } })
