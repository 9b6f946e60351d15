import { isServiceLinked, noiseOf } from '../../noise.ts'
import { bothLogs, type Field, type FieldGroup } from '../field.ts'
import { bucketPaths } from '../record-paths.ts'

const actorPaths = [
  'sourceIPAddress',
  'userIdentity.accessKeyId',
  'userIdentity.arn',
  'userIdentity.invokedBy',
  'userIdentity.sessionContext.sessionIssuer.arn',
  'userIdentity.type',
]

/** A list of networks in the configuration, asked by the caller's address; a list that is empty answers nothing. */
const listField = (name: string, meaning: string, key: string, ask: 'isTrusted' | 'isListed'): Field => ({
  name,
  type: 'boolean',
  meaning: `${meaning} Absent when there is no such list.`,
  source: `\`network.ip\` and \`${key}\` of the configuration`,
  logs: bothLogs,
  paths: ['sourceIPAddress'],
  read: ({ event: { network }, environment }) => {
    const list = ask === 'isTrusted' ? environment.settings.trustedNetworks : environment.settings.listedNetworks
    return network.ip === undefined || list.length === 0 ? undefined : environment[ask](network.ip)
  },
})

export const environmentFields: FieldGroup = {
  title: 'The environment',
  about:
    'What `bucketwatch.yaml` says about buckets, networks and callers, and what AWS does on its own. Known at once, so that any rule may use it.',
  fields: [
    {
      name: 'event.noise',
      type: 'string',
      meaning:
        'The kind of AWS’s own housekeeping that the event is: `log-delivery`, `aws-service`, `service-linked-role`, `console`, `posture-scan` or `s3-itself`; absent for everything else.',
      source: 'the caller, the service it was invoked by, the user agent of console pages',
      logs: bothLogs,
      paths: [...actorPaths, 'eventName', 'userAgent', 'sessionCredentialFromConsole'],
      read: ({ event }) => noiseOf(event),
    },
    {
      name: 'actor.automation',
      type: 'boolean',
      meaning: 'A program that is known to act on its own: by `principals.automation`, or a service-linked role.',
      source: '`actor.principal`, `actor.session`, and the configuration',
      logs: bothLogs,
      paths: actorPaths,
      read: ({ event: { actor }, environment }) => isServiceLinked(actor) || environment.isAutomation(actor),
    },
    {
      name: 'bucket.sensitive',
      type: 'boolean',
      meaning: 'The bucket is one of those that `buckets.sensitive` names.',
      source: '`s3.bucket` and the configuration',
      logs: bothLogs,
      paths: bucketPaths,
      read: ({ event: { bucket }, environment }) =>
        bucket === undefined ? undefined : environment.isSensitive(bucket),
    },
    listField('network.trusted', 'The address is in a trusted network.', 'networks.trusted', 'isTrusted'),
    listField('network.listed', 'The address is on a list of bad ones.', 'indicators.addresses', 'isListed'),
  ],
}
