import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'

export interface SmallDisk {
  readonly path: string
  resize(kibibytes: number): void
  remove(): void
}

/** A disk of so many KiB, in memory; undefined where this user may not mount one. */
export function smallDisk(path: string, kibibytes: number): SmallDisk | undefined {
  mkdirSync(path)
  const mount = (options: string): unknown =>
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' })
  try {
    mount(`size=${kibibytes}k`)
  } catch {
    return undefined
  }
  return {
    path,
    resize: size => mount(`remount,size=${size}k`),
    remove: () => execFileSync('umount', [path]),
  }
}
