import { isIP } from 'node:net'
import type { S3Client } from '@aws-sdk/client-s3'
import type { SQSClient } from '@aws-sdk/client-sqs'

// The clients are loaded when the first of them is needed: a local scan must not wait for them.
const s3Clients = new Map<string, Promise<S3Client>>()
const sqsClients = new Map<string, Promise<SQSClient>>()

/** Retries are ours (`retrying`): a body that breaks off has to be told from an answer that never came. */
const settings = {
  maxAttempts: 1,
  requestHandler: {
    // Longer than this thread is ever busy by itself, since a connection that is made meanwhile would count as none.
    connectionTimeout: 15_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: true, maxSockets: 64 },
    httpsAgent: { keepAlive: true, maxSockets: 64 },
  },
} as const

/**
 * A client for S3, one per region. Credentials, the region where none is given, and `AWS_ENDPOINT_URL` are found as every
 * AWS tool finds them: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export function s3Client(region?: string): Promise<S3Client> {
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'] ?? process.env['AWS_ENDPOINT_URL']
  return kept(s3Clients, `${region ?? ''} ${endpoint ?? ''}`, async () => {
    const { S3Client } = await import('@aws-sdk/client-s3')
    return new S3Client({
      ...settings,
      ...(region !== undefined && { region }),
      followRegionRedirects: true,
      forcePathStyle: endpoint !== undefined && namesNoBuckets(endpoint),
    })
  })
}

/** A client for SQS, one per address; `origin` is that of the queue's URL, unless the environment names another endpoint. */
export function sqsClient(origin: string, region?: string): Promise<SQSClient> {
  const endpoint = process.env['AWS_ENDPOINT_URL_SQS'] ?? process.env['AWS_ENDPOINT_URL'] ?? origin
  return kept(sqsClients, `${region ?? ''} ${endpoint}`, async () => {
    const { SQSClient } = await import('@aws-sdk/client-sqs')
    return new SQSClient({
      ...settings,
      // A long poll waits 20 seconds for messages before it answers.
      requestHandler: { ...settings.requestHandler, requestTimeout: 45_000 },
      ...(region !== undefined && { region }),
      endpoint,
      useQueueUrlAsEndpoint: false,
    })
  })
}

/** An address has no subdomains for buckets, and the names below `localhost` are not known everywhere. */
function namesNoBuckets(endpoint: string): boolean {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname.replace(/^\[|\]$/g, '') : ''
  return host === 'localhost' || isIP(host) !== 0
}

function kept<T>(clients: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const client = clients.get(key) ?? make()
  clients.set(key, client)
  return client
}
