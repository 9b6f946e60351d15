import { hour, minute, day as oneDay } from '../clock.ts'
import type { GeneratedFile } from '../log-file.ts'
import { Random } from '../random.ts'
import { accessLogObjectName, cloudTrailObjectName } from '../trail-layout.ts'
import { automation } from './automation.ts'
import { account, bucketsWithAccessLogs, days, firstDay, region } from './cast.ts'
import { deployments } from './deployments.ts'
import { destruction } from './intrusion/destruction.ts'
import { exfiltration } from './intrusion/exfiltration.ts'
import { exposure } from './intrusion/exposure.ts'
import { reconnaissance } from './intrusion/reconnaissance.ts'
import { response } from './intrusion/response.ts'
import { Logbook } from './logbook.ts'
import { nearMisses } from './near-misses.ts'
import { people } from './people.ts'
import { serviceNoise } from './service-noise.ts'

/** A month of one account, 21 September to 20 October 2026, as the two logs tell it. */
export function demoMonth(seed: number): Iterable<GeneratedFile> {
  const random = new Random(`demo ${seed}`)
  const logbook = new Logbook(random)
  const routines = { serviceNoise, automation, deployments, people }
  for (let index = 0; index < days; index++) {
    const day = firstDay + index * oneDay
    for (const [name, routine] of Object.entries(routines)) routine(logbook, day, random.fork(`${name} ${index}`))
  }
  nearMisses(logbook, random.fork('near misses'))
  reconnaissance(logbook, random.fork('reconnaissance'))
  exposure(logbook, random.fork('exposure'))
  exfiltration(logbook, random.fork('exfiltration'))
  destruction(logbook, random.fork('destruction'))
  response(logbook)
  return [...trailFiles(logbook, random.fork('trail')), ...accessLogFiles(logbook, random.fork('access logs'))]
}

/** A real trail is delivered every five minutes or so; the demo's every six hours, so that the month fits in a package. */
function trailFiles(logbook: Logbook, random: Random): GeneratedFile[] {
  return periods(logbook.records, 6 * hour).map(([end, entries]) => ({
    name: `cloudtrail/${cloudTrailObjectName(account, region, end + 5 * minute, random)}`,
    content: JSON.stringify({ Records: outOfOrder(entries, random).map(entry => entry.record) }),
    events: entries.length,
  }))
}

/** Within a file, records stand roughly as they came in. */
function outOfOrder<T extends { readonly time: number }>(entries: readonly T[], random: Random): readonly T[] {
  const arrivals = entries.map(entry => ({ entry, at: entry.time + random.below(3 * minute) }))
  return arrivals.toSorted((a, b) => a.at - b.at).map(arrival => arrival.entry)
}

/** Plain text, as S3 delivers it. */
function accessLogFiles(logbook: Logbook, random: Random): GeneratedFile[] {
  return [...bucketsWithAccessLogs].flatMap(bucket => {
    const lines = logbook.lines.filter(entry => entry.bucket === bucket)
    return periods(lines, oneDay).map(([end, entries]) => ({
      name: `access-logs/${accessLogObjectName(`${bucket}/`, end + random.between(10, 90) * minute, random)}`,
      content: entries.map(entry => `${entry.line}\n`).join(''),
      events: entries.length,
    }))
  })
}

/** Entries by the period they fall in, with the period's end; in order of time. */
function periods<T extends { readonly time: number }>(entries: readonly T[], length: number): [number, T[]][] {
  const byEnd = new Map<number, T[]>()
  for (const entry of entries.toSorted((a, b) => a.time - b.time)) {
    const end = entry.time - ((entry.time - firstDay) % length) + length
    const period = byEnd.get(end)
    if (period) period.push(entry)
    else byEnd.set(end, [entry])
  }
  return [...byEnd].toSorted(([a], [b]) => a - b)
}
