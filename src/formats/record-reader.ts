import type { FileAccount } from './file-account.ts'

/**
 * Reads records out of content that arrives in pieces, and hands each event to the sink it was made with.
 * The same bytes give the same events however they are cut.
 */
export interface RecordReader {
  /** The next piece. The reader may keep it until the record that it ends in is complete. */
  push(chunk: Uint8Array): void
  /** No more pieces: reads what is left over. */
  end(): void
  /** What became of the records; complete after `end`. */
  account(): Omit<FileAccount, 'name' | 'bytes' | 'skipped'>
}
