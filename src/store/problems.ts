import type { Issue } from '#primitives'

/** All sentences of this stage, by the code they stand under. */
export const problems = {
  newer: (file: string, found: number, known: number): Issue => ({
    code: 'state-newer',
    message: `This state file is of version ${found}; this program knows versions up to ${known}. Update Bucketwatch, or name another file with --state.`,
    at: { file },
    expected: `a version up to ${known}`,
    received: String(found),
  }),
  older: (file: string, found: number, newest: number): Issue => ({
    code: 'state-read-only',
    message: `This state file is of version ${found} and has to be brought to version ${newest} before it can be read, but it, or its folder, may not be written to. Open it once as its owner, e.g. with findings list.`,
    at: { file },
    expected: `version ${newest}`,
    received: String(found),
  }),
  foreign: (file: string): Issue => ({
    code: 'state-foreign',
    message:
      'This is an SQLite database of another program, so nothing was written to it. Name another file with --state.',
    at: { file },
    expected: 'a state file of Bucketwatch, or no file',
  }),
  corrupt: (file: string, reason: string): Issue => ({
    code: 'state-corrupt',
    message: `The state file is damaged (${reason}). Put it aside and restore a backup (${file}.v*.backup), or begin with a new file: what the logs say can be learnt again.`,
    at: { file },
    expected: 'an SQLite database',
    received: reason,
  }),
  missing: (file: string): Issue => ({
    code: 'state-missing',
    message:
      'There is no such state file. watch, scan --state <file> and baseline learn make one; another one is named with --state <file>.',
    at: { file },
    expected: 'a state file of Bucketwatch',
  }),
  empty: (file: string): Issue => ({
    code: 'state-foreign',
    message:
      'This file is empty, so there is nothing in it to look at, and nothing was written to it. Name another file with --state.',
    at: { file },
    expected: 'a state file of Bucketwatch',
    received: 'an empty file',
  }),
  noDatabase: (file: string): Issue => ({
    code: 'state-foreign',
    message:
      'This is no state file of Bucketwatch, nor any database, so nothing was written to it. Name another file with --state.',
    at: { file },
    expected: 'a state file of Bucketwatch, or no file',
  }),
  folder: (file: string): Issue => ({
    code: 'state-unreadable',
    message: 'This is a folder, and a state file is expected: name a file in it with --state.',
    at: { file },
    expected: 'a state file of Bucketwatch, or no file',
    received: 'a folder',
  }),
  unreadable: (file: string, reason: string): Issue => ({
    code: 'state-unreadable',
    message: `The state file cannot be opened (${reason}). Check that its folder exists and its permissions.`,
    at: { file },
    received: reason,
  }),
  readOnly: (file: string): Issue => ({
    code: 'state-read-only',
    message: 'The state file, or its folder, may not be written to. Nothing was saved.',
    at: { file },
    expected: 'a file and a folder that this user may write to',
  }),
  notClosed: (file: string): Issue => ({
    code: 'state-read-only',
    message:
      'The program that wrote the state file was ended before it closed it, and what it wrote last is put in place only by somebody who may write to the file. Open it once as its owner, e.g. with findings list.',
    at: { file },
    expected: 'a file and a folder that this user may write to',
  }),
  full: (file: string): Issue => ({
    code: 'state-disk-full',
    message: 'There is no room left on the disk of the state file. What was not saved is read again once there is.',
    at: { file },
  }),
  gone: (file: string): Issue => ({
    code: 'state-gone',
    message:
      'The state file was removed or replaced while it was open. What was not saved is read again by the next run, into the file that is there then.',
    at: { file },
    expected: 'the file that was opened',
  }),
  changed: (file: string): Issue => ({
    code: 'state-busy',
    message: 'Another process wrote to the state file while it was read, and it may only be read here. Try again.',
    at: { file },
  }),
  busy: (file: string, seconds: number): Issue => ({
    code: 'state-busy',
    message: `Another process has been writing to the state file for more than ${seconds} seconds.`,
    at: { file },
  }),
}
