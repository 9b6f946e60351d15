import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { failure, ok, type Result } from '#primitives'
import { firstCases, firstReadme, firstRule } from './detection-template.ts'

export interface NewDetection {
  /** Where the new folder goes; the working directory when absent. */
  readonly parent?: string
  readonly title?: string
  /** CloudTrail's name of the call to detect; `DeleteBucketPolicy` when absent. */
  readonly eventName?: string
}

/**
 * Writes a detection folder that passes its own tests, as a place to start from, and returns its path. Refuses to
 * touch a folder that is there already.
 */
export async function newDetection(slug: string, options: NewDetection = {}): Promise<Result<string>> {
  const folder = join(options.parent ?? '.', slug)
  const at = { file: folder }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    const message = `a detection's name is lower-case words joined by hyphens, such as bucket-policy-deleted`
    return failure({ code: 'bad-slug', message, at, received: slug })
  }
  if (existsSync(folder)) return failure({ code: 'folder-exists', message: 'the folder is there already', at })
  const eventName = options.eventName ?? 'DeleteBucketPolicy'
  const title = options.title ?? sentence(slug)
  const date = new Date().toISOString().slice(0, 10)
  const files = {
    'detection.yml': firstRule({ title, id: randomUUID(), date, eventName }),
    'README.md': firstReadme({ title, eventName }),
    ...firstCases(eventName),
  }
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  return ok(folder)
}

/** `bucket-policy-deleted` is `Bucket policy deleted`. */
function sentence(slug: string): string {
  const words = slug.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
