import { writeSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a measured process by `--import`: as its last act it writes the peak of its resident memory, in
 * kilobytes, to file descriptor 3. A process that has ended can no longer be asked.
 */
if (isMainThread) process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)))
