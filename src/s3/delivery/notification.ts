import type { ActivityEvent, NotificationFact } from '#events'
import { listOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { othersThan, ownerInArn } from '../scalars.ts'
import { textsOf } from '../texts.ts'

/** The element of each kind of target, the API's old name and its new one, and the member that holds the ARN. */
const kinds = [
  ['cloudfunctionconfiguration', 'cloudfunction'],
  ['lambdafunctionconfigurations', 'lambdafunctionarn'],
  ['queueconfiguration', 'queue'],
  ['queueconfigurations', 'queuearn'],
  ['topicconfiguration', 'topic'],
  ['topicconfigurations', 'topicarn'],
] as const

/**
 * Whom PutBucketNotification notifies. An empty configuration notifies nobody; a record without one says nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
 */
export function readNotification(event: ActivityEvent): NotificationFact {
  const body = memberAt(parametersOf(event), 'notificationconfiguration')
  if (body === undefined) return {}
  const arns = kinds.flatMap(([element, member]) =>
    listOf(memberAt(body, element)).flatMap(target => textsOf(memberAt(target, member))),
  )
  return {
    configuration: {
      arns: [...new Set(arns)],
      accounts: othersThan(event.account, arns.map(ownerInArn)),
      eventBridge: memberAt(body, 'eventbridgeconfiguration') !== undefined,
    },
  }
}
