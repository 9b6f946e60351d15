import type { ActivityEvent, BatchJobFact } from '#events'
import { filledTextOf, isObject, type JsonValue } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'

/**
 * A job of S3 Batch Operations. `JobCreated` and `JobStatusChanged` come from S3 itself; of CreateJob no real record was at
 * hand: its shape is taken from the API.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-examples-event-bridge-cloud-trail.html
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateJob.html
 */
export function readBatchJob(event: ActivityEvent): BatchJobFact {
  const parameters = parametersOf(event)
  const request = memberAt(parameters, 'createjobrequest') ?? parameters
  const told = event.raw.serviceEventDetails
  const id = first(
    memberAt(told, 'jobid'),
    memberAt(event.raw.responseElements, 'jobid'),
    memberAt(event.raw.responseElements, 'createjobresult', 'jobid'),
    memberAt(parameters, 'jobid'),
  )
  const status = first(memberAt(told, 'status'), memberAt(parameters, 'requestedjobstatus'))
  const operation = operationOf(memberAt(request, 'operation'))
  const role = first(memberAt(request, 'rolearn'))
  return {
    ...(id !== undefined && { id }),
    ...(status !== undefined && { status }),
    ...(operation !== undefined && { operation }),
    ...(role !== undefined && { role }),
  }
}

const first = (...values: readonly (JsonValue | undefined)[]): string | undefined =>
  values.map(filledTextOf).find(text => text !== undefined)

/** The operation is the one element within `Operation`. */
const operationOf = (value: JsonValue | undefined): string | undefined =>
  isObject(value) ? Object.keys(value).find(name => name !== 'xmlns') : filledTextOf(value)
