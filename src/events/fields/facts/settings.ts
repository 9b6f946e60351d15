import type { FieldGroup } from '../field.ts'
import { accountPaths, parameterPaths } from '../record-paths.ts'
import { bodyField, factField, fieldsOf, known } from './fact-field.ts'

const website = bodyField('website', 'WebsiteConfiguration')
const cors = bodyField('cors', 'CORSConfiguration', 'requestParameters.corsConfiguration')
const accelerate = bodyField('accelerate', 'AccelerateConfiguration')
const payment = bodyField('request_payment', 'RequestPaymentConfiguration')

export const settingFields: FieldGroup = {
  title: 'Websites, CORS and other settings of a bucket',
  about: 'What makes a bucket easier to reach from outside.',
  fields: [
    website('enabled', 'boolean', 'The bucket becomes a website.', facts => facts.website?.enabled),
    website('removed', 'boolean', 'The bucket is no longer a website.', facts => facts.website?.removed),
    website('redirect_host', 'string', 'Requests are redirected to this host.', facts => facts.website?.redirectHost),
    cors('any_origin', 'boolean', 'Pages of every origin may call.', facts => facts.cors?.anyOrigin),
    cors('methods[]', 'string', 'With these methods.', facts => known(facts.cors?.methods)),
    cors('removed', 'boolean', 'The configuration is deleted.', facts => facts.cors?.removed),
    accelerate('enabled', 'boolean', 'Transfer Acceleration is on from now on.', facts => facts.accelerate),
    payment('requester_pays', 'boolean', 'Whoever asks for data pays for it.', facts => facts.requesterPays),
  ],
}

const accessPoint = factField('access_point', 'the parameters of the call', [
  ...parameterPaths(
    'CreateAccessPointRequest',
    'CreateAccessPointForObjectLambdaRequest',
    'PutAccessPointConfigurationForObjectLambdaRequest',
    'CreateMultiRegionAccessPointRequest',
    'DeleteMultiRegionAccessPointRequest',
    'PutAccessPointPolicyRequest',
    'PutAccessPointPolicyForObjectLambdaRequest',
    'PutMultiRegionAccessPointPolicyRequest',
    'Configuration',
    'Name',
    'AccessPointName',
    'Mrap',
    'Bucket',
    'BucketAccountId',
    'VpcConfiguration',
    'VpcId',
    'Regions',
    'SupportingAccessPoint',
    'TransformationConfigurations',
    'Details',
  ),
  ...accountPaths,
])

export const accessPointFields: FieldGroup = {
  title: 'Access points',
  about: 'Access points that a call creates, deletes or changes. The shape of these records is taken from the API.',
  fields: [
    accessPoint('name', 'string', 'The access point.', facts => facts.accessPoint?.name),
    accessPoint('bucket', 'string', 'The bucket it leads to.', facts => facts.accessPoint?.bucket),
    accessPoint(
      'bucket_account',
      'string',
      'The owner of the bucket, as the call states it.',
      facts => facts.accessPoint?.bucketAccount,
    ),
    accessPoint(
      'account',
      'string',
      'The owner of the bucket, when it is another account than the record’s.',
      facts => facts.accessPoint?.foreignAccount,
    ),
    accessPoint('vpc', 'boolean', 'It can be reached from a VPC only.', facts => facts.accessPoint?.vpc),
    accessPoint(
      'object_lambda',
      'boolean',
      'It is an Object Lambda Access Point.',
      facts => facts.accessPoint?.objectLambda,
    ),
    accessPoint('created', 'boolean', 'The call creates it.', facts => facts.accessPoint?.created),
    accessPoint('deleted', 'boolean', 'The call deletes it.', facts => facts.accessPoint?.deleted),
    accessPoint('lambda_arns[]', 'string', 'The functions that change what it gives.', facts =>
      known(facts.accessPoint?.lambdaArns),
    ),
  ],
}

const job = factField('batch_job', '`requestParameters`, or `serviceEventDetails` of a change of state', [
  ...parameterPaths('CreateJobRequest', 'JobId', 'Operation', 'RoleArn', 'RequestedJobStatus'),
  'responseElements.JobId',
  'responseElements.jobId',
  'responseElements.CreateJobResult',
  'serviceEventDetails',
])

export const batchJobFields: FieldGroup = {
  title: 'Batch Operations',
  about: 'Jobs of S3 Batch Operations. `JobCreated` and `JobStatusChanged` come from S3 itself and name no caller.',
  fields: [
    job('id', 'string', 'The job.', facts => facts.batchJob?.id),
    job('status', 'string', 'Its state.', facts => facts.batchJob?.status),
    job(
      'operation',
      'string',
      'What it does with each object, e.g. `S3PutObjectCopy`.',
      facts => facts.batchJob?.operation,
    ),
    job('role', 'string', 'The role it uses.', facts => facts.batchJob?.role),
  ],
}

const transfer = fieldsOf(
  'transfer',
  'the parameters of the call to Transfer Family',
  parameterPaths(
    'UserName',
    'HomeDirectory',
    'HomeDirectoryMappings',
    'BaseDirectory',
    'Role',
    'EndpointType',
    'AccessRole',
  ),
)

export const transferFields: FieldGroup = {
  title: 'Transfer Family',
  about: 'File transfer servers over buckets, and their users.',
  fields: [
    transfer('user', 'string', 'The user.', facts => facts.transfer?.user),
    transfer('home_bucket', 'string', 'The bucket of the user’s home directory.', facts => facts.transfer?.homeBucket),
    transfer('role', 'string', 'The role that reaches the bucket for the user.', facts => facts.transfer?.role),
    transfer('endpoint_type', 'string', '`PUBLIC`, `VPC` or `VPC_ENDPOINT`.', facts => facts.transfer?.endpointType),
  ],
}
