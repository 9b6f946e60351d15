import { newDetection } from '#content'
import { failed } from '../../load-detections.ts'
import { writeOut } from '../../terminal.ts'

export interface NewOptions {
  readonly in?: string
  readonly title?: string
  readonly event?: string
}

/** Writes a detection folder that passes its own cases, to start from. */
export async function createDetection(slug: string, options: NewOptions): Promise<number> {
  const folder = await newDetection(slug, {
    parent: options.in ?? '.',
    ...(options.title !== undefined && { title: options.title }),
    ...(options.event !== undefined && { eventName: options.event }),
  })
  if (!folder.ok) throw failed(folder.issues)
  await writeOut(process.stdout, `${folder.value}\n`)
  await writeOut(
    process.stderr,
    `Change detection.yml, then: bucketwatch detections test ${folder.value}\nUse it with: bucketwatch scan <logs> --rules ${folder.value}\n`,
  )
  return 0
}
