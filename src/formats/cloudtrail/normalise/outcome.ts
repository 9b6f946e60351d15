import type { Outcome } from '#events'
import { BoundedCache } from '#primitives'

/**
 * Error codes by which AWS refuses a caller, in lower case and without `Client.`. Every other error is a failure:
 * `NoSuchBucketPolicy` answers that there is none, it denies nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const refusals = new Set([
  'accessdenied',
  'accessdeniedexception',
  'accountproblem',
  'allaccessdisabled',
  'authfailure',
  'expiredtoken',
  'expiredtokenexception',
  'forbidden',
  'incompletesignature',
  'invalidaccesskeyid',
  'invalidclienttokenid',
  'invalidsecurity',
  'invalidsignatureexception',
  'invalidtoken',
  'missingauthenticationtoken',
  'notauthorized',
  'notauthorizedexception',
  'notsignedup',
  'optinrequired',
  'optinrequiredexception',
  'requestexpired',
  'requesttimetooskewed',
  'signaturedoesnotmatch',
  'tokenrefreshrequired',
  'unauthorized',
  'unauthorizedaccess',
  'unauthorizedexception',
  'unauthorizedoperation',
  'unrecognizedclientexception',
  'vpceaccessdenied',
])

/** Texts that stand for no error: exporters fill the gap, and 304 is an answer to a reader who has the object already. */
const successes = new Set(['', '-', 'null', 'none', 'success', 'notmodified', '304'])

const outcomes = new BoundedCache<string, Outcome>(2_000)

/** What an error code says became of the call. */
export function outcomeOf(errorCode: string | undefined): Outcome {
  if (errorCode === undefined) return 'success'
  let outcome = outcomes.get(errorCode)
  if (outcome === undefined) {
    outcome = judge(errorCode.trim().toLowerCase())
    outcomes.set(errorCode, outcome)
  }
  return outcome
}

function judge(code: string): Outcome {
  if (successes.has(code)) return 'success'
  const name = code.slice(code.lastIndexOf('.') + 1)
  return refusals.has(name) || name.startsWith('authorizationheader') ? 'denied' : 'failed'
}

/** Some services give a message without a code, as the console does for a failed sign-in. */
export function outcomeOfMessage(errorMessage: string | undefined): Outcome {
  if (errorMessage === undefined || errorMessage === '') return 'success'
  return /not authorized|access denied/i.test(errorMessage) ? 'denied' : 'failed'
}
