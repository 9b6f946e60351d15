import type { Admitted } from '#events'
import { type AccountId, accountOfArn } from '#primitives'
import { accountIdOf, isAccountId } from '../scalars.ts'
import { isWrite } from './actions.ts'
import type { Condition } from './condition.ts'
import { isPositive } from './fixed-values.ts'
import type { Principal } from './principal.ts'
import { isAboutEveryone, type Statement } from './statement.ts'

/**
 * Whom the `Allow` statements admit beyond the given account: by principal, and where a statement is about everyone or about a
 * service, by the accounts and organizations that its conditions name.
 */
export function admittedBy(statements: readonly Statement[], own: AccountId): Admitted {
  const allowed = statements.filter(({ effect }) => effect === 'allow')
  const named = allowed.filter(({ notPrincipal }) => !notPrincipal)
  const principals = named.flatMap(statement => statement.principals)
  const conditions = allowed.filter(isByCondition).flatMap(statement => statement.conditions.filter(isPositive))
  const textsOf = (kind: Principal['kind']) => distinct(principals.filter(each => each.kind === kind).map(textOf))
  const foreign = principals.filter(({ kind, account }) => kind === 'aws' && account !== own)
  const sharing = allowed.filter(statement => accountsOf(statement, own).length > 0)
  return {
    accounts: distinct(sharing.flatMap(statement => accountsOf(statement, own))),
    accountsMayWrite: sharing.some(({ notAction, actions }) => notAction || actions.some(isWrite)),
    principals: distinct([...foreign.map(textOf), ...conditions.flatMap(condition => arnsIn(condition, own))]),
    organizations: distinct(conditions.flatMap(organizationsIn)),
    sourceAccounts: distinct(allowed.flatMap(statement => sourceAccountsOf(statement, own))),
    services: distinct([...textsOf('service'), ...conditions.flatMap(servicesIn)]),
    unboundedServices: distinct(named.filter(isUnbounded).flatMap(servicesOf)),
    canonicalUsers: textsOf('canonical-user'),
    federated: textsOf('federated'),
  }
}

/** The accounts other than the given one that a statement admits. */
function accountsOf(statement: Statement, own: AccountId): readonly AccountId[] {
  const named = statement.notPrincipal
    ? []
    : statement.principals
        .filter(({ kind }) => kind === 'aws' || kind === 'federated')
        .flatMap(({ account }) => (account === undefined ? [] : [account]))
  const fixed = isAboutEveryone(statement) ? fixedIn(statement) : []
  return [...named, ...fixed].filter(account => account !== own)
}

/** The accounts other than the given one for which the statement's services may act. */
const sourceAccountsOf = (statement: Statement, own: AccountId): readonly AccountId[] =>
  !isAboutEveryone(statement) && namesServices(statement) ? fixedIn(statement).filter(account => account !== own) : []

const fixedIn = ({ conditions }: Statement): readonly AccountId[] => conditions.filter(isPositive).flatMap(accountsIn)

const textOf = ({ text }: Principal): string => text
const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
const servicesOf = ({ principals }: Statement): readonly string[] =>
  principals.filter(({ kind }) => kind === 'service').map(textOf)

/** Who is admitted is for the conditions to say, not for the principal. */
const isByCondition = (statement: Statement): boolean => isAboutEveryone(statement) || namesServices(statement)

const namesServices = ({ principals }: Statement): boolean => principals.some(({ kind }) => kind === 'service')

const accountKeys: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourceowner',
  'aws:principalaccount',
  'aws:vpceaccount',
  's3:dataaccesspointaccount',
  'kms:calleraccount',
])
const arnKeys: ReadonlySet<string> = new Set(['aws:sourcearn', 'aws:principalarn', 's3:dataaccesspointarn'])
const organizationKeys = /^aws:(?:principal|source|vpce)org(?:id|paths)$/

function accountsIn({ key, values }: Condition): readonly AccountId[] {
  if (arnKeys.has(key))
    return values.map(accountOfArn).filter(account => account !== undefined && isAccountId(account)) as AccountId[]
  return accountKeys.has(key) ? values.flatMap(value => accountIdOf(value) ?? []) : []
}

const arnsIn = ({ key, values }: Condition, own: AccountId): readonly string[] =>
  key === 'aws:principalarn' ? values.filter(value => accountOfArn(value) !== own) : []

const organizationsIn = ({ key, values }: Condition): readonly string[] =>
  organizationKeys.test(key)
    ? values.map(value => value.split('/', 1)[0] ?? '').filter(value => /^o-[a-z0-9]+$/i.test(value))
    : []

const servicesIn = ({ key, values }: Condition): readonly string[] => (key === 'aws:principalservicename' ? values : [])

/**
 * Keys by which a service is held to the resources or accounts it may act for.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
const sourceKeys = /^aws:source(?:arn|account|owner|orgid|orgpaths)$/

/** Any account may have the statement's services act for it. */
const isUnbounded = ({ conditions }: Statement): boolean =>
  !conditions.some(condition => sourceKeys.test(condition.key) && isPositive(condition) && namesSources(condition))

const namesSources = ({ values, holdsWithoutKey }: Condition): boolean =>
  !holdsWithoutKey && values.length > 0 && values.every(namesSource)

/** An ARN without an account, a bucket's, names its source by what stands behind. */
function namesSource(value: string): boolean {
  const [first, , , , account = '', resource = ''] = value.split(':')
  const isArn = first === 'arn'
  const telling = isArn ? (account === '' ? resource : account) : value
  return telling !== '' && !/^[*?]/.test(telling)
}
