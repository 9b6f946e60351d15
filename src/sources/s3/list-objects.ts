import { s3Client } from '../aws/clients.ts'
import { type Explanation, explainError } from '../aws/explain-error.ts'
import { defaultRetry, retrying } from '../aws/retry.ts'
import { Gate } from '../gate.ts'
import { keyParts } from './key-parts.ts'
import { days, type KeyScope, leftOut } from './key-scope.ts'
import { type BucketPrefix, s3Url } from './s3-url.ts'

export interface ListedObject {
  readonly key: string
  readonly etag: string | undefined
  readonly size: number
  /** When it was written, epoch milliseconds. */
  readonly modified: number
  /** The part of the listing that it stands in. */
  readonly part: string
}

export interface ListOptions {
  /** What is wanted of a part: the logs of one account and region, or whatever is listed in one go. */
  readonly scopeOf: (part: string) => KeyScope
  readonly signal: AbortSignal
  /** Hears after each page how many objects there are so far. */
  readonly onListed?: (objects: number) => void
}

/** What is left out, by reason: objects that were listed, and folders that were not entered. */
export interface LeftOut {
  readonly objects: number
  readonly folders: readonly string[]
}

export interface ObjectListing {
  readonly objects: readonly ListedObject[]
  readonly leftOut: ReadonlyMap<string, LeftOut>
  readonly archived: number
  /** Parts that could not be listed, or not to the end, and why. */
  readonly failures: ReadonlyMap<string, Explanation>
  /** Requests that were made for the listing. */
  readonly requests: number
}

const listsAtOnce = 8

/** Folders are looked into one by one down to here, and in so many that tell nothing; all else is listed in one go. */
const exploring = { depth: 4, telling: 10, folders: 64 }

/** The objects behind a prefix that may hold wanted logs, in the order of their keys. */
export async function listObjects(place: BucketPrefix, options: ListOptions): Promise<ObjectListing> {
  const lister = new Lister(place, options)
  await lister.list(place.prefix, 0)
  return lister.result()
}

class Lister {
  readonly #place: BucketPrefix
  readonly #options: ListOptions
  readonly #gate = new Gate(listsAtOnce)
  readonly #objects: ListedObject[] = []
  readonly #leftOut = new Map<string, { objects: number; folders: string[] }>()
  readonly #failures = new Map<string, Explanation>()
  #archived = 0
  #requests = 0

  constructor(place: BucketPrefix, options: ListOptions) {
    this.#place = place
    this.#options = options
  }

  result(): ObjectListing {
    return {
      objects: this.#objects.sort((a, b) => (a.key < b.key ? -1 : 1)),
      leftOut: this.#leftOut,
      archived: this.#archived,
      failures: this.#failures,
      requests: this.#requests,
    }
  }

  /** All below a prefix: level by level as long as the folders say what is in them, then in one go. */
  async list(prefix: string, depth: number): Promise<void> {
    try {
      if (isLeaf(prefix, depth)) await this.#listPart(prefix, 'all')
      else {
        const folders = await this.#listPart(prefix, 'level')
        const tooMany = folders.length > exploring.folders && !folders.every(tells)
        if (tooMany) await this.#listPart(prefix, 'below')
        else await Promise.all(folders.map(folder => this.list(folder, depth + 1)))
      }
    } catch (error) {
      const { bucket } = this.#place
      const asked = {
        name: s3Url({ bucket, prefix }),
        action: 's3:ListBucket',
        resource: `arn:aws:s3:::${bucket}`,
        bucket,
      }
      if (!this.#options.signal.aborted) this.#failures.set(prefix, explainError(error, asked))
    }
  }

  /** Page by page; after a page whose last key is not wanted, on from the next that may be. Gives the folders to enter. */
  async #listPart(prefix: string, span: Span): Promise<string[]> {
    const scope = this.#options.scopeOf(prefix)
    const folders: string[] = []
    let position: Position = { after: firstKey(prefix, scope) }
    for (;;) {
      const page = await this.#gate.pass(() => this.#request(prefix, span, position))
      for (const folder of page.folders) {
        const reason = leftOut(keyParts(folder), scope)
        if (reason === undefined) folders.push(folder)
        else this.#leaveOut(reason).folders.push(s3Url({ bucket: this.#place.bucket, prefix: folder }))
      }
      for (const object of page.objects) {
        if (span !== 'below' || object.key.includes('/', prefix.length)) this.#take({ ...object, part: prefix }, scope)
      }
      this.#options.onListed?.(this.#objects.length)
      const last = page.objects.at(-1)?.key ?? ''
      const jump = page.folders.every(folder => folder < last) ? nextKey(last, scope) : undefined
      if (page.token === undefined || (jump !== undefined && span === 'all' && jump > lastKey(prefix))) break
      position = jump === undefined ? { token: page.token } : { after: jump }
    }
    return folders
  }

  #take(object: ListedObject & { readonly archived: boolean }, scope: KeyScope): void {
    const { archived, ...listed } = object
    if (listed.key.endsWith('/') && listed.size === 0) return // made by consoles to show a folder
    const reason = leftOut(keyParts(listed.key), scope)
    if (reason !== undefined) this.#leaveOut(reason).objects += 1
    else if (archived) this.#archived += 1
    else this.#objects.push(listed)
  }

  #leaveOut(reason: string): { objects: number; folders: string[] } {
    const left = this.#leftOut.get(reason) ?? { objects: 0, folders: [] }
    this.#leftOut.set(reason, left)
    return left
  }

  async #request(prefix: string, span: Span, { after, token }: Position): Promise<Page> {
    const { signal } = this.#options
    const { bucket } = this.#place
    const client = await s3Client()
    const { ListObjectsV2Command } = await import('@aws-sdk/client-s3')
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      Prefix: prefix,
      EncodingType: 'url',
      ...(span === 'level' && { Delimiter: '/' }),
      ...(token === undefined
        ? after !== undefined && after !== '' && { StartAfter: after }
        : { ContinuationToken: token }),
    })
    const answer = await retrying(
      () => {
        this.#requests += 1
        return client.send(command, { abortSignal: signal })
      },
      defaultRetry,
      signal,
    )
    const plain = (text = ''): string =>
      answer.EncodingType === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text
    return {
      token: answer.IsTruncated ? answer.NextContinuationToken : undefined,
      folders: (answer.CommonPrefixes ?? []).map(({ Prefix }) => plain(Prefix)),
      objects: (answer.Contents ?? []).map(({ Key, ETag, Size, LastModified, StorageClass }) => ({
        key: plain(Key),
        etag: ETag,
        size: Size ?? 0,
        modified: LastModified?.getTime() ?? 0,
        archived: StorageClass === 'GLACIER' || StorageClass === 'DEEP_ARCHIVE',
      })),
    }
  }
}

interface Position {
  /** List what comes after this key. */
  readonly after?: string | undefined
  readonly token?: string | undefined
}

interface Page {
  readonly token: string | undefined
  readonly folders: readonly string[]
  readonly objects: readonly (Omit<ListedObject, 'part'> & { readonly archived: boolean })[]
}

/** `level`: what stands right behind the prefix. `all`: everything. `below`: all but what stands right behind it. */
type Span = 'level' | 'all' | 'below'

/** Whether the next folders have a meaning. */
const tells = (prefix: string): boolean =>
  keyParts(prefix).account !== undefined || /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]+\/)?$/.test(prefix)

function isLeaf(prefix: string, depth: number): boolean {
  const { base, log } = keyParts(prefix)
  if (base !== undefined || (log !== undefined && !log.startsWith('CloudTrail'))) return true
  return depth >= (tells(prefix) ? exploring.telling : exploring.depth)
}

/** What to list after, so that the first answer begins with what is wanted. */
function firstKey(prefix: string, scope: KeyScope): string {
  const { base } = keyParts(prefix)
  const { first } = days(scope, '/')
  if (base === undefined || first === undefined) return ''
  const after = base + first
  return after > prefix ? after : ''
}

/** After a key that is not wanted because of its date: what to list after, which is the next date or the next log. */
function nextKey(key: string, scope: KeyScope): string | undefined {
  const { base, date, separator } = keyParts(key)
  if (base === undefined || date === undefined || separator === undefined) return undefined
  const { first, last } = days(scope, separator)
  if (first !== undefined && date < first) return base + first
  return last === undefined || date <= last ? undefined : afterDates(base)
}

/** ':' is what comes after digits. */
const afterDates = (base: string): string => `${base}:`

/** Behind the dates of a log there is nothing more of it. */
function lastKey(prefix: string): string {
  const { base } = keyParts(prefix)
  return base === undefined ? '\uffff' : base + '9'
}
