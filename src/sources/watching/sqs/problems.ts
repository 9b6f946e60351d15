import type { Issue } from '#primitives'

/** What messages of a queue can come to; `file` is the queue and the message, or the object that it tells of. */
export const sqsProblems = {
  badAddress: (file: string): Issue => ({
    code: 'sqs-bad-address',
    message: 'This is no address of a queue.',
    at: { file },
    expected:
      'the URL of the queue with sqs:// for https://, as in sqs://sqs.eu-west-1.amazonaws.com/111122223333/name',
  }),
  poison: (file: string, reason: string): Issue => ({
    code: 'sqs-poison-message',
    message: `It cannot be read as a notification (${reason}). It is left in the queue, whose redrive policy decides what becomes of it.`,
    at: { file },
    received: reason,
  }),
  noLog: (file: string, reason: string): Issue => ({
    code: 'sqs-no-log',
    message: `It tells of no log (${reason}), and is deleted.`,
    at: { file },
    received: reason,
  }),
  notDeleted: (file: string, reason: string): Issue => ({
    code: 'sqs-not-deleted',
    message: `A message that was read could not be deleted (${reason}). It comes again and counts once.`,
    at: { file },
    received: reason,
  }),
  notExtended: (file: string, reason: string): Issue => ({
    code: 'sqs-not-extended',
    message: `The time to work on a message could not be extended (${reason}). It may be read twice, and counts once.`,
    at: { file },
    received: reason,
  }),
}
