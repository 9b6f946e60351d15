import { Random } from './random.ts'

/** The parts of a record that are new in every record. */
export interface Ids {
  /** An event id, or the request id of most services. */
  guid(): string
  /** The request id of S3. */
  requestId(): string
  /** `x-amz-id-2`. */
  hostId(): string
  /** What follows `ASIA` in temporary credentials. */
  accessKey(): string
  /** A session token as STS answers with. */
  sessionToken(): string
}

export const randomIds = (random: Random): Ids => ({
  guid: () => random.guid(),
  requestId: () => random.text('requestId', 16),
  hostId: () => `${random.base64(74)}${random.pick(hostIdEnds)}=`,
  accessKey: () => accessKeyTail(random),
  sessionToken: () => `IQoJb3JpZ2luX2VjE${random.base64(440)}==`,
})

// 56 bytes in base64 end with a letter whose last two bits are zero.
const hostIdEnds = 'AEIMQUYcgkosw048'.split('')

/** A principal keeps its unique id: the id follows from its name. */
export function uniqueId(prefix: 'AIDA' | 'AROA' | 'AKIA', name: string): string {
  const random = new Random(`unique id of ${name}`)
  return prefix + (prefix === 'AKIA' ? accessKeyTail(random) : random.text('uniqueId', 17))
}

/**
 * What follows `AKIA` or `ASIA` in an access key. Ends as the keys in AWS's documentation do, so that nobody and no
 * scanner takes it for a leaked one.
 */
export const accessKeyTail = (random: Random): string => `${random.text('uniqueId', 16).slice(0, 9)}EXAMPLE`

/** The canonical user id of an account, as ACLs and access logs name it. */
export const canonicalId = (account: string): string => new Random(`canonical id of ${account}`).hex(64)
