/** A queue, and where its API is. */
export interface QueueAddress {
  readonly url: string
  readonly origin: string
  /** Undefined when the address does not tell, as with emulators. */
  readonly region: string | undefined
  /** As much of it as the address tells. */
  readonly arn: string
}

export const isQueueAddress = (text: string): boolean => /^sqs(?:\+https?)?:\/\//.test(text)

/**
 * Reads `sqs://sqs.eu-west-1.amazonaws.com/111122223333/name`: the URL of a queue as AWS shows it, with `sqs` in the place
 * of `https`; `sqs+https://` and `sqs+http://` (emulators) before the rest of it are read as well.
 */
export function parseQueueAddress(text: string): QueueAddress | undefined {
  const [, scheme = 'https', rest] = /^sqs(?:\+(https?))?:\/\/(.+)$/.exec(text) ?? []
  const url = `${scheme}://${rest}`
  if (rest === undefined || !URL.canParse(url)) return undefined
  const { origin, hostname, pathname } = new URL(url)
  const [, account, name] = /^\/(\d{12})\/([\w-]{1,80}(?:\.fifo)?)$/.exec(pathname) ?? []
  if (account === undefined || name === undefined) return undefined
  const region = regionOf(hostname)
  return { url, origin, region, arn: `arn:aws:sqs:${region ?? '*'}:${account}:${name}` }
}

/** Also of VPC endpoints: https://docs.aws.amazon.com/general/latest/gr/sqs-service.html */
function regionOf(host: string): string | undefined {
  const match =
    /(?:^|\.)sqs(?:-fips)?\.([a-z0-9-]+)\.(?:vpce\.)?(?:amazonaws\.com|api\.aws)/.exec(host) ??
    /^([a-z0-9-]+)\.queue\.amazonaws\.com/.exec(host)
  return match?.[1]
}
