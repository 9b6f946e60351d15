import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { until } from './watch-process.ts'
import { lastWeek, WatchedFolder } from './watched-folder.ts'

let watched: WatchedFolder
beforeEach(() => {
  watched = new WatchedFolder()
})
afterEach(() => watched.remove())

const accessLogs = lastWeek.filter(file => file.includes('access-logs'))
const others = lastWeek.filter(file => !accessLogs.includes(file))

/** Reads of 108 GB in an hour: less than is told of, unless the beginning of a line counts, too. */
const read = (id: string, bytes: number): string =>
  `${'a'.repeat(64)} amzn-s3-demo-archive [20/Oct/2026:10:00:38 +0000] 192.0.2.3 arn:aws:iam::111122223333:user/restorer ${id} REST.GET.OBJECT k "GET /k HTTP/1.1" 200 - ${bytes} ${bytes} 1 1 "-" "Boto3/1.34" - h SigV4 TLS_AES_128_GCM_SHA256 AuthHeader amzn-s3-demo-archive.s3.us-east-1.amazonaws.com TLSv1.3 - - us-east-1\n`
const largeReads = `${read('43DUUDSUSCBPPI6Q', 60_000_000_000)}${read('HEQHS6EQO80LOXZW', 48_000_000_000)}`

/** Where a line may be cut: as one that looks whole and says something else, at its ends, and before the whole file. */
const cuts: readonly ((line: string, start: number) => number)[] = [
  (line, start) => start + line.indexOf('" 2') + 8,
  (line, start) => start + line.lastIndexOf('"') + 1,
  (line, start) => start + line.length - 4,
  (line, start) => start + line.length,
  (_, start) => start,
  () => 0,
]

/** Each log in two parts, by turns cut in each of these ways. */
function inTwo(file: string, index: number): { readonly name: string; readonly parts: readonly [string, string] } {
  const text = readFileSync(file, 'latin1')
  const start = text.indexOf('\n', text.length / 2) + 1
  const [line = ''] = text.slice(start).split('\n', 1)
  const at = cuts[index % cuts.length]?.(line, start) ?? 0
  return { name: basename(file), parts: [text.slice(0, at), text.slice(at)] }
}

describe('a copy that pauses for longer than a file is given to settle', { timeout: 400_000 }, () => {
  test('is read, killed, and goes on: no line is lost, and none counts by half', async () => {
    const at = largeReads.indexOf('0 ', largeReads.indexOf(' 48'))
    const copies = [
      ...accessLogs.map(inTwo),
      { name: 'large-reads', parts: [largeReads.slice(0, at), largeReads.slice(at)] },
    ]
    for (const { name, parts } of copies) writeFileSync(join(watched.path, name), parts[0], 'latin1')
    watched.deliver(others)
    const killed = watched.watch()
    const isOfACopy = (path: string): boolean => copies.some(({ name }) => path.endsWith(name))
    const evidence = (): string[] => killed.told.flatMap(finding => finding.evidence.map(({ file }) => file))
    await until(() => evidence().some(isOfACopy), 'what the first parts hold')
    await killed.stop('SIGKILL')

    for (const { name, parts } of copies) appendFileSync(join(watched.path, name), parts[1], 'latin1')
    const end = await watched.readToTheEnd([killed])
    const expected = await watched.scanned()
    expect(end).toEqual({ code: 0, stored: expected, told: expected })
  })
})
