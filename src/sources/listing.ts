import { statSync } from 'node:fs'
import type { Issue } from '#primitives'
import type { LogFile, ObjectPlace } from './log-file.ts'
import { problems } from './problems.ts'
import type { LeftOut } from './s3/list-objects.ts'

/** What has been found so far. A file or folder reached by several ways counts once, under the first name. */
export class Listing {
  readonly files: LogFile[] = []
  readonly issues: Issue[] = []
  readonly leftOut = new Map<string, LeftOut>()
  requests = 0
  readonly #seen = new Set<string>()

  report(issue: Issue): void {
    this.issues.push(issue)
  }

  /** False when the folder has been walked already. */
  enter(realFolder: string): boolean {
    return this.#first(realFolder)
  }

  add({ name, path, real }: { name: string; path: string; real: string }): void {
    if (!this.#first(real)) return
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) this.report(problems.notFound(name))
    else this.files.push(stats.isFile() ? { name, path, size: stats.size } : { name, path })
  }

  addObject(name: string, object: ObjectPlace, size: number): void {
    if (this.#first(name)) this.files.push({ name, object, size })
  }

  leaveOut(reason: string, { objects, folders }: LeftOut): void {
    const before = this.leftOut.get(reason) ?? { objects: 0, folders: [] }
    this.leftOut.set(reason, { objects: before.objects + objects, folders: [...before.folders, ...folders] })
  }

  addStdin(): void {
    if (this.#first('-')) this.files.push({ name: '-' })
  }

  #first(identity: string): boolean {
    if (this.#seen.has(identity)) return false
    this.#seen.add(identity)
    return true
  }
}
