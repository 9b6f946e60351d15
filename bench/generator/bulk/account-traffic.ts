import { type Caller, serviceCaller } from '../caller.ts'
import type { Random } from '../random.ts'
import { type Call, cloudTrailRecord } from '../record.ts'
import { consoleLogin, kmsDecrypt, kmsGenerateDataKey, type PlainCall, plainCall, refused } from '../service-calls.ts'
import { assumeRole, getCallerIdentity } from '../sts-calls.ts'
import {
  account,
  began,
  personCaller,
  region,
  roleCaller,
  rootCaller,
  serviceRoleCaller,
  userCaller,
} from './callers.ts'
import { buckets, type Weighted } from './s3-traffic.ts'
import { holeIds, Template, timeHole } from './template.ts'

const key = `arn:aws:kms:${region}:${account}:key/5f3c2a9e-8d41-4b7a-9c06-1e2d3f4a5b6c`

type Maker = (random: Random) => readonly [Caller, Call]

const plain =
  (caller: (random: Random) => Caller, call: (random: Random) => PlainCall): Maker =>
  random => [caller(random), plainCall(call(random), region)]

const assume: Maker = random => {
  const service = random.pick([
    'ec2.amazonaws.com',
    'lambda.amazonaws.com',
    'config.amazonaws.com',
    'ecs-tasks.amazonaws.com',
  ])
  const wanted = { account, role: `${random.pick(['etl', 'orders', 'search'])}-role`, session: `i-0${random.hex(16)}` }
  return [
    serviceCaller(service),
    assumeRole({ ...wanted, accessKey: holeIds.accessKey() }, began + random.below(86_400_000), holeIds),
  ]
}

const describe =
  (service: string, names: readonly string[], parameters: (random: Random) => PlainCall['parameters']) =>
  (random: Random): PlainCall => {
    const name = random.pick(names)
    const call = { service, name, parameters: parameters(random) ?? null, apiVersion: '2016-11-15' }
    const arn = `arn:aws:sts::${account}:assumed-role/monitoring/session`
    return random.chance(0.02) ? { ...call, error: refused(arn, `${service}:${name}`, '*') } : call
  }

const instances = (random: Random) => ({
  instancesSet: { items: Array.from({ length: random.between(1, 4) }, () => ({ instanceId: `i-0${random.hex(16)}` })) },
  filterSet: { items: [{ name: 'instance-state-name', valueSet: { items: [{ value: 'running' }] } }] },
  maxResults: random.pick([100, 1000]),
})
const logGroup = (random: Random) => ({
  logGroupName: `/aws/lambda/orders-${random.hex(4)}`,
  logStreamName: `2026/10/${random.between(10, 20)}/[$LATEST]${random.hex(32)}`,
})
const autoScaling = (random: Random) => serviceRoleCaller(random, 'autoscaling.amazonaws.com', 'AutoScaling')
const objectArn = (random: Random) => `arn:aws:s3:::${random.pick(buckets)}/data/${random.hex(8)}.parquet`

/** What a busy account's management events are made of, in per cent; S3 is added by the scenario. */
const makers: readonly { readonly weight: number; readonly make: Maker }[] = [
  { weight: 10, make: assume },
  { weight: 3, make: random => [roleCaller(random), getCallerIdentity] },
  {
    weight: 15,
    make: plain(
      random => roleCaller(random),
      random => kmsDecrypt(account, key, objectArn(random)),
    ),
  },
  {
    weight: 6,
    make: plain(
      random => roleCaller(random),
      random => kmsGenerateDataKey(account, key, objectArn(random)),
    ),
  },
  {
    weight: 10,
    make: plain(
      autoScaling,
      describe('ec2', ['DescribeInstances', 'DescribeInstanceStatus', 'DescribeSubnets'], instances),
    ),
  },
  {
    weight: 13,
    make: plain(
      userCaller,
      describe('ec2', ['DescribeInstances', 'DescribeVolumes', 'DescribeSecurityGroups', 'DescribeTags'], instances),
    ),
  },
  {
    weight: 8,
    make: plain(
      random => roleCaller(random),
      describe('logs', ['CreateLogStream', 'DescribeLogStreams', 'DescribeLogGroups'], logGroup),
    ),
  },
  {
    weight: 5,
    make: plain(
      autoScaling,
      describe('elasticloadbalancing', ['DescribeTargetHealth', 'DescribeLoadBalancers'], random => ({
        targetGroupArn: `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/web/${random.hex(16)}`,
      })),
    ),
  },
  {
    weight: 5,
    make: plain(
      random => roleCaller(random),
      describe('ssm', ['UpdateInstanceInformation', 'GetParameter', 'GetParameters'], random => ({
        name: `/orders/${random.hex(4)}/endpoint`,
        withDecryption: true,
      })),
    ),
  },
  {
    weight: 5,
    make: plain(
      random => roleCaller(random),
      describe('dynamodb', ['DescribeTable', 'DescribeTimeToLive', 'ListTables'], random => ({
        tableName: `orders-${random.hex(3)}`,
      })),
    ),
  },
  {
    weight: 4,
    make: plain(
      userCaller,
      describe('lambda', ['GetFunction20150331v2', 'ListFunctions20150331', 'GetPolicy20150331v2'], random => ({
        functionName: `arn:aws:lambda:${region}:${account}:function:orders-${random.hex(4)}`,
      })),
    ),
  },
  {
    weight: 3,
    make: plain(
      personCaller,
      describe('iam', ['ListRoles', 'GetRole', 'ListAttachedRolePolicies', 'GetPolicyVersion'], random => ({
        roleName: `orders-${random.hex(4)}`,
      })),
    ),
  },
  {
    weight: 3,
    make: plain(
      personCaller,
      describe('monitoring', ['DescribeAlarms', 'GetMetricData', 'ListMetrics'], random => ({
        maxRecords: random.between(1, 100),
      })),
    ),
  },
  {
    weight: 2,
    make: plain(
      random => roleCaller(random, { invokedBy: 'cloudformation.amazonaws.com' }),
      describe('cloudformation', ['DescribeStacks', 'DescribeStackEvents'], random => ({
        stackName: `preview-${random.hex(6)}`,
      })),
    ),
  },
  {
    weight: 2,
    make: plain(
      random => roleCaller(random),
      describe('secretsmanager', ['GetSecretValue', 'DescribeSecret'], random => ({
        secretId: `orders/${random.hex(4)}`,
      })),
    ),
  },
  {
    weight: 1.9,
    make: plain(
      random => roleCaller(random),
      describe('ecr', ['GetAuthorizationToken', 'BatchGetImage', 'DescribeImages'], random => ({
        repositoryName: `orders-${random.hex(2)}`,
      })),
    ),
  },
  { weight: 0.09, make: random => [personCaller(random), consoleLogin(true)] },
  {
    weight: 0.01,
    make: plain(
      rootCaller,
      describe('iam', ['GetAccountSummary', 'ListUsers'], () => null),
    ),
  },
]

export function accountTraffic(random: Random, variants: number): Weighted[] {
  return makers.flatMap(({ weight, make }) =>
    Array.from({ length: variants }, () => {
      const [caller, call] = make(random)
      const record = cloudTrailRecord(call, { time: timeHole, account, region, caller, ids: holeIds })
      return { weight: weight / variants, template: new Template(JSON.stringify(record)) }
    }),
  )
}
