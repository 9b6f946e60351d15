import type { ReadTask } from './log-reader.ts'

const batchBytes = 2 * 1024 * 1024
const batchFiles = 128

/** Groups tasks so that small files travel together and the largest are begun first. */
export function shareTasks(tasks: readonly ReadTask[]): ReadTask[][] {
  const sorted = [...tasks].sort((a, b) => sizeOf(b) - sizeOf(a) || (a.file.name < b.file.name ? -1 : 1))
  const batches: ReadTask[][] = []
  let batch: ReadTask[] = []
  let bytes = 0
  for (const task of sorted) {
    if (batch.length > 0 && (bytes + sizeOf(task) > batchBytes || batch.length === batchFiles)) {
      batches.push(batch)
      batch = []
      bytes = 0
    }
    batch.push(task)
    bytes += sizeOf(task)
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}

export const sizeOf = (task: ReadTask): number => task.file.size ?? 0
