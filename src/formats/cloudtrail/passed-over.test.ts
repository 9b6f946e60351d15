import { expect, test } from 'vitest'
import { readContent } from '../read-content.ts'
import { isManagementEvent } from './passed-over.ts'

const limits = { maxRecordBytes: 1 << 20, maxNesting: 64, maxIssues: 5 }
const call = { eventVersion: '1.11', eventSource: 'lambda.amazonaws.com', eventName: 'Invoke' }

test.each([
  [{ ...call, managementEvent: true, eventCategory: 'Management' }, true],
  [{ ...call, managementEvent: false, eventCategory: 'Data' }, false],
  [{ ...call, eventType: 'AwsVpceEvent', managementEvent: false, eventCategory: 'NetworkActivity' }, false],
  [{ ...call, managementEvent: false }, false],
  // Of 2018.
  [call, true],
  // A trail that is told to keep network activity: the words are what it was asked for.
  [{ ...call, eventCategory: 'Management', requestParameters: { fieldSelectors: [{ field: 'eventCategory' }] } }, true],
])('%j is a management event: %s', (record, expected) => {
  expect(isManagementEvent(Buffer.from(JSON.stringify(record)))).toBe(expected)
  expect(isManagementEvent(Buffer.from(JSON.stringify(record, null, 2)))).toBe(expected)
})

test.each([
  ['as it is', (records: object[]) => ({ Records: records })],
  ['in the envelope of an event', ([detail]: object[]) => ({ 'detail-type': 'AWS API Call via CloudTrail', detail })],
])('what is passed over tells whether a file %s holds management events', async (_, wrap) => {
  const holds = async (record: object) => {
    const bytes = Buffer.from(JSON.stringify(wrap([record])))
    const content = { name: 'trail.json', chunks: [bytes], issue: () => undefined }
    const account = await readContent(content, { depthOf: () => 'skip', sources: [], fields: [] }, limits, () => {})
    expect(account).toMatchObject({ received: 1, notNeeded: 1 })
    return account.holdsManagement ?? false
  }
  expect(await holds({ ...call, eventCategory: 'Management' })).toBe(true)
  expect(await holds({ ...call, eventCategory: 'NetworkActivity' })).toBe(false)
})
