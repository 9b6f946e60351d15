import { boto3, browser, type Caller, javaSdk, serviceCaller } from '../caller.ts'
import { day, hour } from '../clock.ts'
import { assumedRole, iamUser } from '../identities.ts'
import { accessKeyTail } from '../ids.ts'
import { Random } from '../random.ts'

/** Who and what there is in the demo's account. Every number, name and address is one reserved for documentation. */

export const account = '111122223333'
export const foreignAccountId = '444455556666'
export const partnerAccount = '123456789012'
export const region = 'us-east-1'

export const firstDay = Date.UTC(2026, 8, 21)
export const days = 30

export const buckets = {
  customers: 'amzn-s3-demo-customer-data',
  lake: 'amzn-s3-demo-data-lake',
  reports: 'amzn-s3-demo-reports',
  backups: 'amzn-s3-demo-backups',
  artifacts: 'amzn-s3-demo-artifacts',
  website: 'amzn-s3-demo-website',
  trail: 'amzn-s3-demo-trail',
  logs: 'amzn-s3-demo-access-logs',
  orders: 'amzn-s3-demo-orders',
  ordersReplica: 'amzn-s3-demo-orders-replica',
} as const

/** Old experiments that nobody minds, until they are gone. */
export const experiments = Array.from({ length: 11 }, (_, index) => `amzn-s3-demo-experiment-${index + 1}`)

/** The intruder's last night is over; the backups are no more. */
export const isGone = (bucket: string, time: number): boolean =>
  bucket === buckets.backups && time > Date.UTC(2026, 9, 20, 3)

export const bucketsWithDataEvents: ReadonlySet<string> = new Set([buckets.customers, buckets.lake])
export const bucketsWithAccessLogs: ReadonlySet<string> = new Set([buckets.customers, buckets.reports])

export const keyArn = `arn:aws:kms:${region}:${account}:key/5f3c2a9e-8d41-4b7a-9c06-1e2d3f4a5b6c`

/** Networks: the office, a home, AWS (with the private addresses behind its endpoints), and two that do not belong here. */
export const addresses = {
  office: ['198.51.100.10', '198.51.100.11'],
  home: '2001:db8:4a00:17::21',
  codeHosting: '192.0.2.40',
  reportExporter: '192.0.2.85',
  partner: '192.0.2.130',
  scanner: '2001:db8:dead:5ca::1',
  intruder: '203.0.113.77',
} as const

const endpoint = 'vpce-0a1b2c3d4e5f60718'

interface Session {
  readonly role: string
  readonly path?: string
  readonly session: string
  /** Epoch ms. */
  readonly began: number
}

/** The credentials of a session are the same for as long as it lasts. */
const keyOf = (session: Session): string =>
  accessKeyTail(new Random(`key of ${session.role}/${session.session}/${session.began}`))

const role = (session: Session, more: { invokedBy?: string; onInstance?: boolean; mfa?: boolean } = {}) =>
  assumedRole({ account, accessKey: keyOf(session), ...session, ...more })

export const session = {
  etl: (instance: number, time: number) => ({
    role: 'etl-worker',
    // The fleet is replaced every week.
    session: `i-0${new Random(`instance ${instance} of week ${Math.floor((time - firstDay) / (7 * day))}`).hex(16)}`,
    began: time - (time % (6 * hour)),
  }),
  exporter: (time: number) => ({
    role: 'orders-stream-writer',
    path: 'service-role/',
    session: 'orders-stream-writer',
    began: time - (time % hour),
  }),
  deployer: (run: number, time: number) => ({ role: 'ci-deployer', session: `deploy-${run}`, began: time }),
  backup: (time: number) => ({
    role: 'AWSBackupDefaultServiceRole',
    path: 'service-role/',
    session: `AWSBackup-AWSBackupDefaultServiceRole`,
    began: time,
  }),
  operations: (name: string, time: number) => ({ role: 'platform-operations', session: name, began: time }),
}

const ssoPath = `aws-reserved/sso.amazonaws.com/${region}/`
const ssoRoles = {
  analyst: 'AWSReservedSSO_DataAnalyst_3f9a1c5e7b2d8046',
  administrator: 'AWSReservedSSO_AdministratorAccess_8b1d4e6f0a2c9357',
}

export const etlWorker = (instance: number, time: number): Caller => ({
  identity: role(session.etl(instance, time), { onInstance: true }),
  address: `10.0.${16 + instance}.${20 + instance * 7}`,
  userAgent: javaSdk,
  vpcEndpoint: endpoint,
})

export const streamWriter = (time: number): Caller => ({
  identity: role(session.exporter(time)),
  address: '10.0.32.118',
  userAgent: `${boto3} exec-env/AWS_Lambda_python3.13`,
  vpcEndpoint: endpoint,
})

export const deployer = (run: number, time: number, userAgent: string): Caller => ({
  identity: role(session.deployer(run, time)),
  address: addresses.codeHosting,
  userAgent,
})

/** CloudFormation carries on with the deployer's credentials. */
export const deployerThroughCloudFormation = (run: number, time: number): Caller =>
  serviceCaller('cloudformation.amazonaws.com', {
    ...role(session.deployer(run, time), { invokedBy: 'cloudformation.amazonaws.com' }),
  })

export const backupService = (time: number): Caller =>
  serviceCaller('backup.amazonaws.com', role(session.backup(time), { invokedBy: 'backup.amazonaws.com' }))

/** The automation user whose long-lived key leaks. */
export const reportExporter = (address: string, userAgent: string): Caller => ({
  identity: iamUser(account, 'report-exporter'),
  address,
  userAgent,
})

export const operator = (name: string, time: number, address: string, userAgent: string): Caller => ({
  identity: role(session.operations(name, time)),
  address,
  userAgent,
})

export const person = (
  kind: 'analyst' | 'administrator',
  name: string,
  began: number,
  from: { address: string; userAgent: string; console?: boolean },
): Caller => ({
  identity: role({ role: ssoRoles[kind], path: ssoPath, session: `${name}@example.com`, began }),
  address: from.address,
  userAgent: from.userAgent,
  ...(from.console ? { fromConsole: true } : {}),
})

export const throughConsole = (address: string) => ({ address, userAgent: browser, console: true })

/** A role that a service assumes for itself. */
export const serviceLinked = (service: string, name: string, sessionName: string, began: number): Caller =>
  serviceCaller(
    service,
    role(
      { role: `AWSServiceRoleFor${name}`, path: `aws-service-role/${service}/`, session: sessionName, began },
      { invokedBy: service },
    ),
  )

/** S3 itself, copying what the orders bucket has been told to replicate since long ago. */
export const replicationService = (time: number): Caller =>
  serviceCaller(
    's3.amazonaws.com',
    role(
      { role: 'orders-replication', session: 's3-replication', began: time - (time % hour) },
      { invokedBy: 's3.amazonaws.com' },
    ),
  )
