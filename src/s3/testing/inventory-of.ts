import type { ActivityEvent } from '#events'
import { asAccountId } from '#primitives'
import { emptyInventory, type Inventory, learn } from '../inventory/inventory.ts'

/** The ARN of a DataSync location. */
export const arnOf = (location: string) => `arn:aws:datasync:us-west-2:111122223333:location/loc-${location}`

interface Created {
  readonly location: string
  readonly bucket: string
  readonly time: number | undefined
  readonly id: string
}

/** A call that creates a DataSync location, or what `changes` make of it. */
export function creation({ location, bucket, time, id }: Created, changes: Partial<ActivityEvent> = {}): ActivityEvent {
  return {
    id,
    identity: 1,
    time,
    log: 'cloudtrail',
    service: 'datasync.amazonaws.com',
    action: 'CreateLocationS3',
    category: 'management',
    outcome: 'success',
    actor: { kind: 'unknown', session: 'unknown', principal: 'unknown' },
    network: {},
    account: asAccountId('111122223333'),
    region: 'us-west-2',
    origin: { file: 'trail.json', record: 1 },
    raw: {
      requestParameters: { s3BucketArn: `arn:aws:s3:::${bucket}` },
      responseElements: { locationArn: arnOf(location) },
    },
    ...changes,
  }
}

export function inventoryOf(events: readonly ActivityEvent[]): Inventory {
  const inventory = emptyInventory()
  for (const each of events) learn(inventory, each)
  return inventory
}
