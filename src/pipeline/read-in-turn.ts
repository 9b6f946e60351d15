import { fetchAhead } from '#sources'
import type { LogReader, ReadTask, TaskAccount } from './log-reader.ts'

/** Reads one file after the other, while those that are far away are already on their way. */
export async function* readInTurn(
  reader: LogReader,
  tasks: readonly ReadTask[],
  stdin?: AsyncIterable<Uint8Array>,
): AsyncGenerator<TaskAccount> {
  for (const [index, task] of tasks.entries()) {
    if (task.file.object) fetchAhead(tasks.slice(index).map(({ file }) => file))
    yield await reader.read(task, stdin)
  }
}
