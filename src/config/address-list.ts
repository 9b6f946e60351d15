import { readFile } from 'node:fs/promises'
import { isCidr } from '#events'
import { type Issue, isNonEmpty, ok, type Place, type Result } from '#primitives'

/** Issues of one list that are told; a file that is no list at all would fill the screen. */
const mostIssues = 10

/** Addresses as they stand in the configuration, and those of the files that it names. */
export async function readAddresses(
  entries: readonly string[],
  resolvePath: (path: string) => string,
  placeOf: (index: number) => Place,
): Promise<Result<readonly string[]>> {
  const addresses: string[] = []
  const issues: Issue[] = []
  for (const [index, entry] of entries.entries()) {
    if (isCidr(entry)) {
      addresses.push(entry)
      continue
    }
    const file = resolvePath(entry)
    const text = await readFile(file, 'utf8').catch(() => undefined)
    if (text === undefined) issues.push(neither(placeOf(index), entry))
    else {
      const list = parseList(text, file)
      addresses.push(...list.addresses)
      issues.push(...list.issues)
    }
  }
  return isNonEmpty(issues) ? { ok: false, issues } : ok(addresses)
}

/** One address or network a line; what follows it, and what follows `#` or `;`, is a comment. */
function parseList(text: string, file: string): { addresses: string[]; issues: Issue[] } {
  const addresses: string[] = []
  const issues: Issue[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [address = ''] = line
      .replace(/[#;].*$/, '')
      .trim()
      .split(/[\s,]+/)
    if (address === '') continue
    if (isCidr(address)) addresses.push(address)
    else if (issues.length < mostIssues) issues.push(noAddress({ file, line: index + 1 }, address))
  }
  return { addresses, issues }
}

const neither = (at: Place, entry: string): Issue => ({
  code: 'no-address',
  message: 'this is neither an address, nor a network, nor a file that can be read',
  at,
  expected: '192.0.2.0/24, 2001:db8::1, or the path of a list',
  received: entry,
})

const noAddress = (at: Place, text: string): Issue => ({
  code: 'no-address',
  message: 'this line of the list begins with neither an address nor a network',
  at,
  received: text.slice(0, 60),
})
