/**
 * Sigma rules for CloudTrail as detection engineers write them, as many as are wanted, always the same. Nine in ten name a
 * service and calls that change something; some name calls without a service, calls by how they begin, or none at
 * all, and then a user agent or a kind of caller. Of every fifty rules, one does without any literal.
 */
export const generatedRules = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => rule(index, searches(index)))

const calls: Readonly<Record<string, readonly string[]>> = {
  s3: [
    'PutBucketPolicy',
    'PutBucketAcl',
    'DeleteBucket',
    'PutBucketLifecycle',
    'PutBucketReplication',
    'PutBucketLogging',
  ],
  iam: ['CreateUser', 'CreateAccessKey', 'AttachUserPolicy', 'PutRolePolicy', 'UpdateAssumeRolePolicy', 'DeleteRole'],
  ec2: ['AuthorizeSecurityGroupIngress', 'ModifySnapshotAttribute', 'CreateSnapshot', 'RunInstances', 'CreateKeyPair'],
  kms: ['ScheduleKeyDeletion', 'DisableKey', 'PutKeyPolicy', 'ImportKeyMaterial'],
  rds: ['ModifyDBInstance', 'CreateDBSnapshot', 'ModifyDBSnapshotAttribute', 'DeleteDBCluster'],
  lambda: ['CreateFunction20150331', 'UpdateFunctionCode20150331v2', 'AddPermission20150331v2'],
  cloudtrail: ['StopLogging', 'DeleteTrail', 'UpdateTrail', 'PutEventSelectors'],
  guardduty: ['DeleteDetector', 'UpdateDetector', 'CreateIPSet'],
  config: ['DeleteConfigRule', 'StopConfigurationRecorder', 'DeleteDeliveryChannel'],
  sts: ['GetSessionToken', 'GetFederationToken'],
  signin: ['ConsoleLogin'],
  secretsmanager: ['DeleteSecret', 'PutResourcePolicy'],
  ssm: ['SendCommand', 'StartSession'],
  organizations: ['LeaveOrganization', 'DetachPolicy'],
  route53domains: ['TransferDomain', 'DisableDomainTransferLock'],
  elasticfilesystem: ['DeleteFileSystem', 'DeleteMountTarget'],
  eks: ['CreateCluster', 'DeleteCluster'],
  dynamodb: ['DeleteTable', 'ExportTableToPointInTime'],
  glue: ['CreateDevEndpoint', 'UpdateDevEndpoint'],
  bedrock: ['DeleteModelInvocationLoggingConfiguration', 'PutUseCaseForModelAccess'],
}

const services = Object.keys(calls)
const agents = ['kali', 'pacu', 'trufflehog', 'cloudmapper', 'S3 Browser', 'enumerate-iam', 'prowler']
const codes = ['AccessDenied', 'UnauthorizedOperation', 'Client.UnauthorizedOperation', 'NoSuchEntity']

type Searches = Readonly<Record<string, unknown>>

function searches(index: number): Searches {
  const service = services[index % services.length] ?? 's3'
  const names = calls[service] ?? []
  const name = names[Math.floor(index / services.length) % names.length] ?? ''
  const source = { eventSource: `${service}.amazonaws.com` }
  const agent = agents[index % agents.length] ?? ''
  switch (index % 50) {
    case 0:
      return { selection: { 'userAgent|contains': agent }, condition: 'selection' }
    case 11:
      return {
        selection: { 'userIdentity.type': 'Root', errorCode: codes[index % codes.length] },
        condition: 'selection',
      }
    case 22:
      return { selection: { ...source, 'eventName|startswith': ['Delete', 'Disable'] }, condition: 'selection' }
    case 33:
      return { selection: { eventName: names, 'userIdentity.type': 'IAMUser' }, condition: 'selection' }
    default:
      return { ...narrowed(index, { ...source, eventName: index % 3 === 0 ? names : name }) }
  }
}

/** What engineers add to a call: a caller, a parameter, an exception, or nothing. */
function narrowed(index: number, call: Searches): Searches {
  switch (index % 4) {
    case 0:
      return {
        selection: call,
        filter_service: { 'userIdentity.invokedBy|endswith': '.amazonaws.com' },
        filter_denied: { 'errorCode|contains': codes },
        condition: 'selection and not 1 of filter_*',
      }
    case 1:
      return { selection: { ...call, 'requestParameters.name|startswith': `team-${index}` }, condition: 'selection' }
    case 2:
      return {
        selection: call,
        outside: { 'sourceIPAddress|cidr': ['192.0.2.0/24', '198.51.100.0/24'] },
        condition: 'selection and not outside',
      }
    default:
      return { selection: call, condition: 'selection' }
  }
}

/** JSON is YAML. */
const rule = (index: number, detection: Searches): string =>
  JSON.stringify({
    title: `Generated rule ${index}`,
    id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    level: 'low',
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection,
  })
