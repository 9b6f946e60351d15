import type { Detection } from '#detect'
import { ok, type Result } from '#primitives'
import { builtFile, readBuilt } from './built-content.ts'
import { packageRoot } from './package-root.ts'
import type { Story } from './story.ts'

/** What comes with the program: detections and the stories they belong to, both sorted by slug. */
export interface Content {
  readonly detections: readonly Detection[]
  readonly stories: readonly Story[]
}

/**
 * Loads `detections/` and `stories/` below `folder`, by default those of the installed package.
 *
 * @param built what the build has read already; not used unless it is of the very same files.
 */
export async function loadContent(folder: string = packageRoot(), built: string = builtFile): Promise<Result<Content>> {
  const ready = readBuilt(built, folder)
  if (ready) return ok(ready)
  // What reads rules takes a good part of a start, and who runs the program as built has them read.
  const { readContent } = await import('./read-content.ts')
  return readContent(folder)
}
