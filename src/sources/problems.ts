import { type Issue, systemReason } from '#primitives'
import type { Compression } from './compression.ts'
import { FetchFailure } from './fetch-failure.ts'

/** All sentences of this stage, by the code they stand under. */
export const problems = {
  notFound: (file: string): Issue => ({
    code: 'not-found',
    message: 'There is no such file or folder. Check the path, and quote it if it holds spaces.',
    at: { file },
  }),
  onlyWatched: (file: string): Issue => ({
    code: 'only-watched',
    message: 'A queue can only be watched. Read the bucket that it tells of: s3://bucket/prefix.',
    at: { file },
  }),
  noMatch: (file: string): Issue => ({
    code: 'no-match',
    message: 'No file matches this pattern.',
    at: { file },
    expected: 'a pattern that matches at least one file',
  }),
  notReadable: (file: string, reason: string): Issue => ({
    code: 'not-readable',
    message: `It cannot be read: ${reason}. Run as a user who may read it, or leave it out.`,
    at: { file },
    received: reason,
  }),
  notAFile: (file: string): Issue => ({
    code: 'not-a-file',
    message: 'It is neither a file nor a folder (a socket, pipe or device), so it was left alone.',
    at: { file },
  }),
  hiddenFile: (file: string): Issue => ({
    code: 'hidden-file',
    message: 'Names that start with a dot are left out of folders. Name the file itself to read it.',
    at: { file },
  }),
  symlinkLoop: (file: string): Issue => ({
    code: 'symlink-loop',
    message: 'This link leads back to a folder that it is in; it was not followed again.',
    at: { file },
  }),
  pathTooDeep: (file: string, maxDepth: number): Issue => ({
    code: 'path-too-deep',
    message: `This folder is more than ${maxDepth} folders deep and was not entered (limit maxDepth).`,
    at: { file },
    expected: `at most ${maxDepth} folders`,
  }),
  truncated: (file: string, kind: Compression, offset: number): Issue => ({
    code: `truncated-${kind}`,
    message: `The ${kind} data ends before it is complete. The ${offset} bytes that came out before were read.`,
    at: { file, offset },
  }),
  corrupt: (file: string, kind: Compression, offset: number, reason: string): Issue => ({
    code: `corrupt-${kind}`,
    message: `The ${kind} data is damaged (${reason}). The ${offset} bytes that came out before were read.`,
    at: { file, offset },
    received: reason,
  }),
  trailingGarbage: (file: string, kind: Compression, offset: number): Issue => ({
    code: 'trailing-garbage',
    message: `After the end of the ${kind} data follow bytes that are not ${kind}; everything before them was used.`,
    at: { file, offset },
  }),
  tooLarge: (file: string, maxBytes: number, offset: number): Issue => ({
    code: 'decompressed-too-large',
    message: `It decompresses to more than ${maxBytes} bytes (limit maxFileBytes). What came before was used.`,
    at: { file, offset },
    expected: `at most ${maxBytes} bytes`,
  }),
  ratioTooHigh: (file: string, maxRatio: number, offset: number): Issue => ({
    code: 'ratio-too-high',
    message: `It decompresses to more than ${maxRatio} times its size (limit maxRatio), as no log does. What came before was used.`,
    at: { file, offset },
    expected: `at most ${maxRatio} times its compressed size`,
  }),
  nestedTooDeep: (file: string, maxLevels: number): Issue => ({
    code: 'nested-too-deep',
    message: `It is compressed more than ${maxLevels} times over. Unpack it first.`,
    at: { file },
    expected: `at most ${maxLevels} levels of compression`,
  }),
  encryptedMember: (file: string): Issue => ({
    code: 'encrypted-zip-member',
    message: 'This member of the archive is encrypted. Unpack it first.',
    at: { file },
  }),
  unsupportedMethod: (file: string, method: number): Issue => ({
    code: 'unsupported-zip-method',
    message: `This member is compressed by a method (${method}) other than deflate. Unpack it first.`,
    at: { file },
    expected: 'method 0 (stored) or 8 (deflate)',
    received: String(method),
  }),
  corruptArchive: (file: string, reason: string): Issue => ({
    code: 'corrupt-zip',
    message: `The zip archive cannot be read: ${reason}.`,
    at: { file },
    received: reason,
  }),
  archiveTooLarge: (file: string, maxBytes: number): Issue => ({
    code: 'archive-too-large',
    message: `A zip archive that arrives as a stream must fit into ${maxBytes} bytes. Save it to a file, or unpack it first.`,
    at: { file },
    expected: `at most ${maxBytes} bytes`,
  }),
}

/** Why the operating system would not read it; anything else is a bug and goes on. */
export function readingProblem(file: string, error: unknown): Issue {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error
  return error.code === 'ENOENT' ? problems.notFound(file) : problems.notReadable(file, systemReason(error))
}

/** As `readingProblem`, where yauzl has a say too: its words come as plain errors. */
export function archiveProblem(file: string, error: unknown): Issue {
  if (!(error instanceof Error) || error instanceof FetchFailure) throw error
  return 'syscall' in error ? readingProblem(file, error) : problems.corruptArchive(file, error.message)
}
