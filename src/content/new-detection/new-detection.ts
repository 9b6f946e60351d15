import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { failure, ok, type Result, systemReason } from '#primitives'
import { packageRoot } from '../package-root.ts'
import { callToDetect } from './call-to-detect.ts'
import { firstCases, firstReadme, firstRule } from './detection-template.ts'

export interface NewDetection {
  /** Where the new folder goes; the working directory when absent. */
  readonly parent?: string
  readonly title?: string
  /** CloudTrail's name of the call to detect, as {@link callToDetect} takes it; `DeleteBucketPolicy` when absent. */
  readonly eventName?: string
}

/**
 * Writes a detection folder that passes its own tests, as a place to start from, and returns its path. Refuses to
 * touch a folder that is there already.
 */
export async function newDetection(slug: string, options: NewDetection = {}): Promise<Result<string>> {
  const at = { file: slug }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    const message = `a detection's name is lower-case words joined by hyphens, such as ${slugLike(slug)}`
    return failure({ code: 'bad-slug', message, at, received: slug })
  }
  const folder = join(options.parent ?? '.', slug)
  if (existsSync(folder))
    return failure({ code: 'folder-exists', message: 'the folder is there already', at: { file: folder } })
  const call = callToDetect(options.eventName ?? 'DeleteBucketPolicy')
  if (!call.ok) return call
  const title = options.title ?? sentence(slug)
  const date = new Date().toISOString().slice(0, 10)
  const files = {
    'detection.yml': `${schemaLine(folder)}${firstRule({ title, id: randomUUID(), date, call: call.value })}`,
    'README.md': firstReadme({ title, call: call.value }),
    ...firstCases(call.value),
  }
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = join(folder, name)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
  } catch (error) {
    return failure({ code: 'folder-not-written', message: systemReason(error), at: { file: folder } })
  }
  return ok(folder)
}

/**
 * For editors. Only where the schema is in the project that the folder is in: a path into a program that is installed
 * elsewhere is right on one machine.
 */
function schemaLine(folder: string): string {
  const [project = ''] = packageRoot().split(`${sep}node_modules${sep}`)
  if (!resolve(folder).startsWith(project + sep)) return ''
  const schema = relative(resolve(folder), join(packageRoot(), 'docs', 'reference', 'detection.schema.json'))
  return `# yaml-language-server: $schema=${schema.replaceAll(sep, '/')}\n`
}

/** What was probably meant. */
function slugLike(name: string): string {
  const words = name.toLowerCase().match(/[a-z0-9]+/g)
  return words?.join('-') ?? 'bucket-policy-deleted'
}

/** `bucket-policy-deleted` is `Bucket policy deleted`. */
function sentence(slug: string): string {
  const words = slug.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
