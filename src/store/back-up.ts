import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * A whole and consistent copy of a file of this version, also while others write. It has its name only once it is whole and on
 * the disk, which SQLite leaves to us (https://www.sqlite.org/lang_vacuum.html#vacuuminto): one that was cut off is made
 * again, and one that is there is never written over.
 */
export function backUp(database: DatabaseSync, target: string, version: number): void {
  if (existsSync(target)) return
  const partial = `${target}.${process.pid}.partial`
  try {
    rmSync(partial, { force: true })
    database.prepare('VACUUM INTO ?').run(partial)
    // Another process may have migrated the file before this one began to copy it.
    if (versionOf(partial) !== version) return
    sync(partial)
    renameSync(partial, target)
  } finally {
    rmSync(partial, { force: true })
  }
}

function versionOf(file: string): number {
  const copy = new DatabaseSync(file, { readOnly: true })
  try {
    return Number(copy.prepare('PRAGMA user_version').get()?.user_version)
  } finally {
    copy.close()
  }
}

function sync(file: string): void {
  const open = openSync(file, 'r+')
  try {
    fsyncSync(open)
  } finally {
    closeSync(open)
  }
}
