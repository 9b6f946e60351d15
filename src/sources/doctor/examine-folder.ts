import { closeSync, openSync, readSync, watch } from 'node:fs'
import { resolve } from 'node:path'
import { defaultSourceLimits } from '../limits.ts'
import { listFiles } from '../list-files.ts'
import { readingProblem } from '../problems.ts'
import { type Check, failedBy, passed, skipped, warning } from './check.ts'

/** Lists a folder, opens one of its files, and asks to be told of changes. */
export async function* examineFolder(name: string): AsyncGenerator<Check> {
  const { files, issues } = await listFiles([name], { limits: defaultSourceLimits })
  const problems = issues.filter(({ code }) => code !== 'hidden-file')
  for (const issue of problems) yield failedBy('list', issue)
  if (problems.some(({ code }) => code === 'not-found')) return
  yield passed('list', files.length === 1 ? '1 file' : `${files.length} files`)
  const [file] = files
  if (file?.path === undefined) yield skipped('read', 'there is no file yet')
  else yield readOne(file.name, file.path)
  yield listen(name)
}

function readOne(name: string, path: string): Check {
  try {
    const file = openSync(path, 'r')
    readSync(file, Buffer.alloc(1))
    closeSync(file)
    return passed('read', name)
  } catch (error) {
    return failedBy('read', readingProblem(name, error))
  }
}

function listen(name: string): Check {
  try {
    watch(resolve(name)).close()
    return passed(
      'changes',
      'the system tells of changes at once (network mounts may not: then they are seen within 2 s)',
    )
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    return warning(
      'changes',
      reason,
      'Changes are seen within 2 s instead. On Linux, raise fs.inotify.max_user_watches.',
    )
  }
}
