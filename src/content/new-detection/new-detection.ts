import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { failure, ok, type Result } from '#primitives'
import { packageRoot } from '../package-root.ts'
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
    'detection.yml': `${schemaLine(folder)}${firstRule({ title, id: randomUUID(), date, eventName })}`,
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

/** `bucket-policy-deleted` is `Bucket policy deleted`. */
function sentence(slug: string): string {
  const words = slug.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
