import type { Random } from './random.ts'

/** Names under which AWS delivers log files. */

const stamp = (time: number): string => new Date(time).toISOString()

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/get-and-view-cloudtrail-log-files.html */
export function cloudTrailObjectName(account: string, region: string, delivered: number, random: Random): string {
  const [date, clock] = [stamp(delivered).slice(0, 10), stamp(delivered).slice(11, 16)]
  const minute = `${date.replaceAll('-', '')}T${clock.replace(':', '')}Z`
  const folder = `AWSLogs/${account}/CloudTrail/${region}/${date.replaceAll('-', '/')}`
  return `${folder}/${account}_CloudTrail_${region}_${minute}_${random.text('alphanumeric', 16)}.json.gz`
}

/** `TargetPrefixYYYY-mm-DD-HH-MM-SS-UniqueString`. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html */
export function accessLogObjectName(prefix: string, delivered: number, random: Random): string {
  const time = stamp(delivered).slice(0, 19).replace('T', '-').replaceAll(':', '-')
  return `${prefix}${time}-${random.hex(16).toUpperCase()}`
}
