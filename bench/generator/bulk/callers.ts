import { awsCli, boto3, browser, type Caller, javaSdk, serviceCaller } from '../caller.ts'
import { hour } from '../clock.ts'
import { anonymousCaller, assumedRole, foreignAccount, iamUser, rootUser } from '../identities.ts'
import { accessKeyTail } from '../ids.ts'
import type { Random } from '../random.ts'

export const account = '111122223333'
export const region = 'us-east-1'
/** The month that a bulk trail covers begins here. */
export const began = Date.UTC(2026, 8, 21)

const roles = [
  'etl-worker',
  'orders-api',
  'image-resizer',
  'ci-deployer',
  'search-indexer',
  'billing-batch',
  'ml-training',
  'audit-reader',
]
const agents = [boto3, javaSdk, awsCli('s3.cp'), awsCli('s3.sync'), `${boto3} exec-env/AWS_Lambda_python3.13`]

/** Addresses of a fleet: most are private, the others from networks reserved for documentation. */
function address(random: Random): string {
  const draw = random.below(10)
  if (draw < 6) return `10.${random.below(4)}.${random.below(64)}.${random.between(4, 250)}`
  if (draw < 8) return `192.0.2.${random.between(4, 250)}`
  return draw < 9 ? `198.51.100.${random.between(4, 250)}` : `2001:db8:${random.hex(3)}::${random.hex(4)}`
}

export function roleCaller(random: Random, more: { invokedBy?: string } = {}): Caller {
  const role = random.pick(roles)
  const from = address(random)
  const identity = assumedRole({
    account,
    role,
    session: random.chance(0.5) ? `i-0${random.hex(16)}` : `${role}-${random.hex(8)}`,
    accessKey: accessKeyTail(random),
    began: began + random.below(24 * hour),
    onInstance: random.chance(0.4),
    ...more,
  })
  if (more.invokedBy) return serviceCaller(more.invokedBy, identity)
  return {
    identity,
    address: from,
    userAgent: random.pick(agents),
    ...(from.startsWith('10.') ? { vpcEndpoint: 'vpce-0a1b2c3d4e5f60718' } : {}),
  }
}

export function personCaller(random: Random): Caller {
  const role = random.pick(['AWSReservedSSO_Developer_3f9a1c5e7b2d8046', 'AWSReservedSSO_ReadOnly_8b1d4e6f0a2c9357'])
  return {
    identity: assumedRole({
      account,
      role,
      path: `aws-reserved/sso.amazonaws.com/${region}/`,
      session: `${random.pick(['mateo', 'nikki', 'saanvi', 'martha', 'alejandro'])}@example.com`,
      accessKey: accessKeyTail(random),
      began: began + random.below(24 * hour),
    }),
    address: `198.51.100.${random.between(4, 40)}`,
    userAgent: browser,
    fromConsole: true,
  }
}

export function userCaller(random: Random): Caller {
  const identity = iamUser(account, random.pick(['report-exporter', 'terraform', 'monitoring', 'legacy-sync']))
  return { identity, address: address(random), userAgent: random.pick(agents) }
}

/** A service's own role: Config, Auto Scaling and the like. */
export function serviceRoleCaller(random: Random, service: string, name: string): Caller {
  const role = `AWSServiceRoleFor${name}`
  const path = `aws-service-role/${service}/`
  const identity = assumedRole({
    account,
    role,
    path,
    session: `${name}Session`,
    accessKey: accessKeyTail(random),
    began: began + random.below(24 * hour),
    invokedBy: service,
  })
  return serviceCaller(service, identity)
}

export const foreignCaller = (random: Random): Caller => ({
  identity: foreignAccount('123456789012', 'partner-reader'),
  address: address(random),
  userAgent: random.pick(agents),
})

export const anonymous = (random: Random): Caller => ({
  identity: anonymousCaller,
  address: address(random),
  userAgent: 'curl/8.16.0',
})

export const rootCaller = (random: Random): Caller => ({
  identity: rootUser(account, `ASIA${accessKeyTail(random)}`),
  address: `198.51.100.${random.between(4, 40)}`,
  userAgent: browser,
  fromConsole: true,
})
