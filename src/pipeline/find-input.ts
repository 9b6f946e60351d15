import type { Issue } from '#primitives'
import { defaultSourceLimits, listFiles, requestsFor, type SourceLimits } from '#sources'
import type { ReadTask } from './log-reader.ts'
import { everything, type Scope } from './scope.ts'

/** Where to look, and for what. */
export interface InputRequest {
  /** Files, folders, globs, `s3://bucket/prefix`, or `-` for standard input. */
  readonly paths: readonly string[]
  /** Logs to learn from and report nothing from. */
  readonly baseline?: readonly string[]
  readonly scope?: Scope
  readonly sourceLimits?: Partial<SourceLimits>
  /** Hears of the objects that a listing under way has come to. */
  readonly onListed?: (objects: number) => void
}

/** What there is to read, before any of it is read. */
export interface FoundInput {
  readonly files: number
  /** As stored; what is on standard input is unknown. */
  readonly bytes: number
  /** Files that are objects in S3. */
  readonly objects: number
  readonly objectBytes: number
  /** Requests to S3: made to list, and to be made to fetch. */
  readonly requests: { readonly list: number; readonly fetch: number }
  /** What is not even fetched, since its key tells that it is not wanted: by reason. */
  readonly leftOut: readonly { readonly reason: string; readonly objects: number; readonly folders: number }[]
  readonly issues: readonly Issue[]
}

/** The files behind the paths, as tasks, and what they amount to. */
export async function findInput(request: InputRequest): Promise<{ tasks: ReadTask[]; input: FoundInput }> {
  const limits = { ...defaultSourceLimits, ...request.sourceLimits }
  const scope = request.scope ?? everything
  const { accounts, regions, from, to } = scope
  const tasks: ReadTask[] = []
  const issues: Issue[] = []
  const leftOut = new Map<string, { objects: number; folders: number }>()
  let list = 0
  for (const { paths, learnOnly, wanted } of [
    { paths: request.paths, learnOnly: false, wanted: { accounts, regions, from, to } },
    { paths: request.baseline ?? [], learnOnly: true, wanted: { accounts, regions, to } },
  ]) {
    const { onListed } = request
    const found = await listFiles(paths, { limits, scope: wanted, ...(onListed && { onListed }) })
    for (const file of found.files) tasks.push({ file, learnOnly })
    issues.push(...found.issues)
    list += found.requests
    for (const [reason, { objects, folders }] of found.leftOut) {
      const before = leftOut.get(reason) ?? { objects: 0, folders: 0 }
      leftOut.set(reason, { objects: before.objects + objects, folders: before.folders + folders.length })
    }
  }
  const objects = tasks.flatMap(({ file }) => file.object ?? [])
  return {
    tasks,
    input: {
      files: tasks.length,
      bytes: tasks.reduce((sum, { file }) => sum + (file.size ?? 0), 0),
      objects: objects.length,
      objectBytes: objects.reduce((sum, { size }) => sum + (size ?? 0), 0),
      requests: { list, fetch: objects.reduce((sum, object) => sum + requestsFor(object), 0) },
      leftOut: Array.from(leftOut, ([reason, counts]) => ({ reason, ...counts })),
      issues,
    },
  }
}
