import { closeSync, openSync, readSync } from 'node:fs'

/** https://www.sqlite.org/fileformat2.html#the_database_header: what a database begins with, and where it says whose it is. */
const magic = 'SQLite format 3\0'
const application = { at: 68, text: 'bktw' }

/** Whether a file that is no database any more has a mark of having been one: the first bytes of any, or our own further on. */
export function wasStateFile(file: string): boolean {
  const head = headOf(file).toString('latin1')
  return head.startsWith(magic) || head.startsWith(application.text, application.at)
}

function headOf(file: string): Buffer {
  const head = Buffer.alloc(application.at + application.text.length)
  try {
    const open = openSync(file, 'r')
    try {
      readSync(open, head, 0, head.length, 0)
    } finally {
      closeSync(open)
    }
  } catch {
    // What cannot be read has no mark.
  }
  return head
}
