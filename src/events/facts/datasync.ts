import type { AccountId, BucketName } from '#primitives'

export interface DataSyncLocationFact {
  readonly locationArn: string
  readonly account?: AccountId
  readonly kind: 's3' | 'nfs' | 'smb' | 'efs' | 'fsx' | 'hdfs' | 'object-storage' | 'azure-blob' | 'other'
  readonly bucket?: BucketName
  readonly bucketAccessRole?: string
  readonly serverHostname?: string
}

/** A task names its locations by ARN; what they are, `Knowledge` tells. */
export interface DataSyncTaskFact {
  readonly taskArn?: string
  readonly sourceLocationArn?: string
  readonly destinationLocationArn?: string
  /** The accounts in the location ARNs. */
  readonly sourceAccount?: AccountId
  readonly destinationAccount?: AccountId
}
