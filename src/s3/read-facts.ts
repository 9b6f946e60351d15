import type { ActivityEvent, S3Facts } from '#events'
import { bucketCalls } from './bucket-calls.ts'
import { readServiceExport } from './delivery/service-exports.ts'
import { readObjectLine } from './object/object-call.ts'
import { readLineRequest, readRequest } from './object/request.ts'
import { objectCalls } from './object-calls.ts'
import { all, one } from './reader.ts'
import { readDataSyncFacts } from './service/datasync.ts'
import { readKmsFacts } from './service/kms.ts'
import { readTrailFacts } from './service/trail.ts'
import { readTransferFacts } from './service/transfer.ts'

const nothing: S3Facts = {}

/**
 * What a call means for S3, read off its parameters; empty for calls that mean nothing here.
 *
 * @param only the fact that is asked for; others may be left out then.
 */
export function readFacts(event: ActivityEvent, only?: keyof S3Facts): S3Facts {
  if (event.log !== 'cloudtrail') return readLine(event, only) ?? nothing
  if (event.service.startsWith('s3') || event.service === '') return readStorageCall(event, only)
  return readServiceCall(event) ?? nothing
}

function readServiceCall(event: ActivityEvent): S3Facts | undefined {
  switch (event.service) {
    case 'datasync.amazonaws.com':
      return readDataSyncFacts(event)
    case 'cloudtrail.amazonaws.com':
      return readTrailFacts(event)
    case 'kms.amazonaws.com':
      return readKmsFacts(event)
    case 'transfer.amazonaws.com':
      return readTransferFacts(event)
    default: {
      const exported = readServiceExport(event)
      return exported && { export: exported }
    }
  }
}

function readStorageCall(event: ActivityEvent, only: keyof S3Facts | undefined): S3Facts {
  const read = objectCalls.get(event.action) ?? bucketCalls.get(event.action)
  const facts = read?.(event, only)
  const request = only === undefined || only === 'request' ? readRequest(event) : undefined
  if (request === undefined) return facts ?? nothing
  return facts === undefined ? { request } : { ...facts, request }
}

const readLine = all(one('object', readObjectLine), one('request', readLineRequest))
