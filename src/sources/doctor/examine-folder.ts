import { closeSync, openSync, readSync, watch } from 'node:fs'
import { resolve } from 'node:path'
import { defaultSourceLimits } from '../limits.ts'
import { listFiles } from '../list-files.ts'
import { readingProblem } from '../problems.ts'
import { type Check, failedBy, passed, skipped, warning } from './check.ts'
import { findLog, type Recognise } from './find-log.ts'

/** Lists a folder, opens one of its files, looks for a log among them, and asks to be told of changes. */
export async function* examineFolder(name: string, recognise: Recognise): AsyncGenerator<Check> {
  const { files, issues } = await listFiles([name], { limits: defaultSourceLimits })
  const problems = issues.filter(({ code }) => code !== 'hidden-file')
  for (const issue of problems) yield failedBy('list', issue)
  if (problems.length > 0 && files.length === 0) return
  yield passed('list', files.length === 1 ? '1 file' : `${files.length} files`)
  const [file] = files
  if (file?.path === undefined) yield skipped('read', 'there is no file yet')
  else yield readOne(file.name, file.path)
  yield await findLog(files, recognise)
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
