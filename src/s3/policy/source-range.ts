import { networkOf } from '#events'

/**
 * The widest ranges of addresses that a condition may name without being open to everyone: /8 of IPv4, /32 of IPv6. Private
 * ranges (RFC 1918) are narrower than that anyway. What cannot be read limits nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isTooWide(range: string): boolean {
  const [address = '', width, more] = range.trim().split('/')
  if (more !== undefined || (width !== undefined && !/^\d{1,3}$/.test(width))) return true
  const { ip } = networkOf(address)
  return ip === undefined || (width !== undefined && Number(width) < (ip.includes(':') ? 32 : 8))
}
