import type { ActorKind } from '#events'

/** `1,204` */
export const formatCount = (count: number): string => count.toLocaleString('en-US')

/** `1 file`, `2 files` */
export const formatAmount = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`

/** `5.1 MB`, decimal as disks and networks count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** For people: `2026-10-19 03:12Z`. Takes epoch ms or an RFC 3339 text; says so when there is none. */
export function formatMinute(time: number | string | null | undefined): string {
  if (time === null || time === undefined) return 'unknown time'
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')}Z`
}

/** `30 days`, `5 hours`, `12 minutes` */
export function formatSpan(duration: number): string {
  if (duration >= 2 * 86_400_000) return formatAmount(Math.round(duration / 86_400_000), 'day')
  if (duration >= 2 * 3_600_000) return formatAmount(Math.round(duration / 3_600_000), 'hour')
  return formatAmount(Math.max(1, Math.round(duration / 60_000)), 'minute')
}

/** Drops what every line would repeat: `arn:aws:iam::111122223333:role/deployer` is `role/deployer` at home. */
export function shortenArns(text: string, homeAccount: string | null): string {
  return text.replace(/arn:aws[a-z-]*:(?:iam|sts)::(\d*):([^\s,;"']+)/g, (_, account: string, name: string) =>
    account === homeAccount || account === '' ? name : `${name} of ${account}`,
  )
}

/** An actor for a narrow column. */
export function nameActor(principal: string, kind: ActorKind, homeAccount: string | null): string {
  if (kind === 'anonymous') return 'anonymous'
  if (kind === 'aws-service') return principal
  // The paths of AWS's own roles are longer than their names and tell less, as does what ends the name of a permission set's role.
  const short = shortenArns(principal, homeAccount)
    .replace(/^(role|user)\/.*\//, '$1/')
    .replace(/^(role\/AWSReservedSSO_.+)_[0-9a-f]{16}/, '$1')
  // A canonical user id is 64 hexadecimal characters; its start tells it apart well enough.
  return /^[0-9a-f]{64}$/.test(short) ? `canonical id ${short.slice(0, 12)}…` : short
}

/** What an entity is, before its name where that does not say so: those of users begin with `role/` or `user/`. */
export const kindOf = (type: string): string => (type === 'user' ? '' : type === 'ip-address' ? 'address ' : `${type} `)
