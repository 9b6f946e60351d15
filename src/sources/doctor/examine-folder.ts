import { closeSync, openSync, readSync, watch } from 'node:fs'
import { resolve } from 'node:path'
import { defaultSourceLimits } from '../limits.ts'
import { listFiles } from '../list-files.ts'
import type { LogFile } from '../log-file.ts'
import { readingProblem } from '../problems.ts'
import { type Check, failedBy, passed, skipped, warning } from './check.ts'

/** What log a file is, in a word; undefined where it is none. Formats are a later stage, so it comes from outside. */
export type Recognise = (file: LogFile) => Promise<string | undefined>

/** More files than these are not tried: who keeps logs among so much else names the wrong folder. */
const mostTried = 1_000

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

async function findLog(files: readonly LogFile[], recognise: Recognise): Promise<Check> {
  const tried = files.slice(0, mostTried)
  for (const file of tried) {
    const format = await recognise(file)
    if (format !== undefined) return passed('logs', `${file.name} is one (${format})`)
  }
  const some = tried.length < files.length ? `the first ${tried.length} files` : `${tried.length} files`
  const detail =
    files.length === 0
      ? 'there is no file here'
      : files.length === 1
        ? 'the one file here is no log, or nothing in it can be used'
        : `none of ${some} is a log of which something can be used`
  const fix =
    'Name the folder that CloudTrail files or S3 server access logs are in; until one has come, nothing can be found.'
  return { name: 'logs', outcome: 'failed', detail, fix }
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
