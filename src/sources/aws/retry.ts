import { pause } from '../pause.ts'

export interface RetryPolicy {
  /** Attempts in a row that get nothing done. */
  readonly attempts: number
  /** Milliseconds before the second attempt; each further one waits up to twice as long. */
  readonly first: number
  readonly longest: number
  /** A connection on which nothing comes for so long is given up, in milliseconds. */
  readonly silence: number
}

/** Eight attempts within some twelve seconds: longer than S3 takes to make room for a prefix that is asked for much. */
export const defaultRetry: RetryPolicy = { attempts: 8, first: 100, longest: 5_000, silence: 20_000 }

/**
 * Milliseconds to wait after the n-th failure in a row, from 1. Half of it is chance, so that many who failed together do
 * not come back together: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backOff({ first, longest }: Pick<RetryPolicy, 'first' | 'longest'>, failures: number): number {
  return Math.min(longest, first * 2 ** (failures - 1)) * (0.5 + Math.random() / 2)
}

/** Does it again while it fails in a way that may mend itself; throws the last error. */
export async function retrying<T>(act: () => Promise<T>, policy: RetryPolicy, signal: AbortSignal): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await act()
    } catch (error) {
      if (failures >= policy.attempts || signal.aborted || !mayMend(error)) throw error
      await pause(backOff(policy, failures), signal)
    }
  }
}

/** Says that an answer ended before it was complete. */
export class BrokenAnswer extends Error {}

const passing = new Set([
  // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
  'SlowDown',
  'ServiceUnavailable',
  'InternalError',
  'RequestTimeout',
  'OperationAborted',
  // The client has corrected its clock by then.
  'RequestTimeTooSkewed',
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
  'RequestThrottled',
  'KmsThrottled',
  'OverLimit',
  'ThrottlingException',
  'Throttling',
  'TooManyRequestsException',
  // The client's own: no answer in time.
  'TimeoutError',
])

const network = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
])

/** Whether the same request may succeed later without anybody doing anything. */
export function mayMend(error: unknown): boolean {
  if (error instanceof BrokenAnswer) return true
  const status = statusOf(error)
  if (status !== undefined && (status >= 500 || status === 429 || status === 408)) return true
  return passing.has(nameOf(error)) || network.has(codeOf(error))
}

/** The word for it: of the service, or of the client. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '')

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The status of the answer, if one came. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined
  return (error.$metadata as { httpStatusCode?: number }).httpStatusCode
}
