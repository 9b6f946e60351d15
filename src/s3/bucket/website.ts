import type { ActivityEvent, WebsiteFact } from '#events'
import { filledTextOf, listOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'

/**
 * Whether a bucket becomes a website, and where it redirects to. No real record of a body was at hand: it is taken from the API.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketWebsite.html
 */
export function readWebsite(event: ActivityEvent): WebsiteFact {
  if (event.action === 'DeleteBucketWebsite') return { enabled: false, removed: true }
  const body = memberAt(parametersOf(event), 'websiteconfiguration')
  const rules = listOf(memberAt(body, 'routingrules', 'routingrule'))
  const hosts = [
    memberAt(body, 'redirectallrequeststo', 'hostname'),
    ...rules.map(rule => memberAt(rule, 'redirect', 'hostname')),
  ]
  const redirectHost = hosts.map(filledTextOf).find(host => host !== undefined)
  return { enabled: true, removed: false, ...(redirectHost !== undefined && { redirectHost }) }
}
