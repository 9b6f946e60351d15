import { type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'
import { isHidden, type Place } from './walk.ts'

// Each costs the system a watch, of which it has some ten thousand for everybody; folders beyond are found by walking.
const maxWatched = 4096

/**
 * Where something stirred, as the operating system tells it: names of files and folders to look at. It only makes
 * things faster: network mounts tell nothing, and a flood of changes may be told in part.
 */
export class Stirrings {
  readonly #watchers = new Map<string, FSWatcher>()
  readonly #ring: () => void
  #stirred = new Map<string, Place>()

  constructor(ring: () => void) {
    this.#ring = ring
  }

  /** Listens to a folder; to many folders, to those it was told last. */
  readonly listen = (place: Place): void => {
    if (this.#watchers.has(place.path)) return
    const [oldest] = this.#watchers.keys()
    if (this.#watchers.size >= maxWatched && oldest !== undefined) this.forget(oldest)
    try {
      const watcher = watch(place.path, (_, name) => this.#stir(place, name))
      watcher.on('error', () => this.forget(place.path))
      this.#watchers.set(place.path, watcher)
    } catch {
      // No watch to be had (EMFILE, ENOSPC), or a folder that has gone: the walk sees what there is.
    }
  }

  take(): Place[] {
    const stirred = [...this.#stirred.values()]
    this.#stirred = new Map()
    return stirred
  }

  /** A folder that has gone; another of the same name is listened to anew. */
  forget(path: string): void {
    this.#watchers.get(path)?.close()
    this.#watchers.delete(path)
  }

  close(): void {
    for (const path of this.#watchers.keys()) this.forget(path)
  }

  #stir(place: Place, name: string | null): void {
    if (name === null || isHidden(name)) return
    const found = { name: join(place.name, name), path: join(place.path, name) }
    this.#stirred.set(found.path, found)
    this.#ring()
  }
}
