import { awsCli } from '../caller.ts'
import { hour, isWorkday, minute, second } from '../clock.ts'
import { webIdentity } from '../identities.ts'
import type { Random } from '../random.ts'
import { s3Error } from '../s3-errors.ts'
import { encryption, publicAccessBlock, tags } from '../s3-settings.ts'
import { assumeRoleWithWebIdentity } from '../sts-calls.ts'
import * as cast from './cast.ts'
import type { Logbook } from './logbook.ts'

const provider = 'token.actions.githubusercontent.com'
const subject = 'repo:example-org/storefront:environment:preview'

/** The CI deployer: a preview bucket per change, gone a few hours later; the rest through CloudFormation. */
export function deployments(logbook: Logbook, day: number, random: Random): void {
  if (!isWorkday(day)) return
  const runs = random.between(1, 2)
  for (let index = 0; index < runs; index++) {
    const start = day + (9 + index * 4) * hour + random.below(2 * hour)
    deploy(logbook, start, random)
  }
}

function deploy(logbook: Logbook, start: number, random: Random): void {
  const run = 18_000_000_000 + Math.floor((start - cast.firstDay) / minute)
  const preview = `amzn-s3-demo-preview-${random.hex(7)}`
  signIn(logbook, start, run)
  logbook.plain(start + 20 * second, cast.deployer(run, start, awsCli('cloudformation.deploy')), {
    service: 'cloudformation',
    name: 'CreateChangeSet',
    parameters: { stackName: `preview-${run}`, changeSetName: `change-${run}`, capabilities: ['CAPABILITY_IAM'] },
    apiVersion: '2010-05-15',
  })
  createPreview(logbook, start + minute, run, preview)
  logbook.plain(start + 3 * minute, cast.deployer(run, start, awsCli('lambda.update-function-code')), {
    service: 'lambda',
    name: 'UpdateFunctionCode20150331v2',
    parameters: { functionName: 'storefront-api', s3Bucket: cast.buckets.artifacts, publish: true, dryRun: false },
    response: {
      functionName: 'storefront-api',
      codeSha256: `${random.base64(42)}=`,
      version: String(random.between(100, 400)),
    },
  })
  deletePreview(logbook, start + 2 * hour + random.below(hour), preview, random)
}

function signIn(logbook: Logbook, start: number, run: number): void {
  const wanted = { account: cast.account, ...cast.session.deployer(run, start), accessKey: logbook.ids.accessKey() }
  const arn = `arn:aws:iam::${cast.account}:oidc-provider/${provider}`
  const caller = {
    identity: webIdentity(cast.account, provider, subject),
    address: cast.addresses.codeHosting,
    userAgent:
      'aws-sdk-js/3.896.0 ua/2.1 os/linux#6.11.0-1018-azure lang/js md/nodejs#24.9.0 api/sts#3.896.0 configure-aws-credentials-for-github-actions',
  }
  logbook.call(start, caller, assumeRoleWithWebIdentity(wanted, { arn, subject }, start, logbook.ids))
}

function createPreview(logbook: Logbook, start: number, run: number, bucket: string): void {
  const caller = cast.deployerThroughCloudFormation(run, start - minute)
  logbook.s3(start, caller, {
    name: 'CreateBucket',
    bucket,
    parameters: { 'x-amz-object-ownership': 'BucketOwnerEnforced' },
  })
  const settings = {
    PutBucketPublicAccessBlock: publicAccessBlock(true),
    PutBucketEncryption: encryption(cast.keyArn),
    PutBucketTagging: tags({ purpose: 'preview' }),
  }
  let time = start
  for (const [name, parameters] of Object.entries(settings)) {
    time += 4 * second
    logbook.s3(time, caller, { name, bucket, parameters, bytesIn: 320 })
  }
}

/** Now and then something is still in it. */
function deletePreview(logbook: Logbook, start: number, bucket: string, random: Random): void {
  const run = 18_000_000_000 + Math.floor((start - cast.firstDay) / minute)
  signIn(logbook, start, run)
  const caller = cast.deployer(run, start, awsCli('s3.rb'))
  let time = start + 30 * second
  if (random.chance(0.25)) {
    logbook.s3(time, caller, { name: 'DeleteBucket', bucket, error: s3Error('BucketNotEmpty') })
    time += minute
  }
  logbook.s3(time, caller, { name: 'DeleteBucket', bucket })
}
