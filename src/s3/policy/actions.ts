import { matchesGlob } from '#primitives'

/** The part behind the service's prefix, lower case: `getobject` of `s3:GetObject`, `*` of `*`. */
const nameOf = (action: string): string => action.slice(action.indexOf(':') + 1).toLowerCase()

/**
 * How the actions begin that change objects or the bucket.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const writing = ['put', 'delete', 'create', 'update', 'replicate', 'bypass', 'objectowneroverride', 'associate']

/** Whether an action, or one that its wildcards stand for, changes objects, ACL, policy or configuration. */
export function isWrite(action: string): boolean {
  const name = nameOf(action)
  const wildcard = name.search(/[*?]/)
  if (wildcard < 0) return writing.some(verb => name.startsWith(verb))
  const start = name.slice(0, wildcard)
  return writing.some(verb => verb.startsWith(start) || start.startsWith(verb))
}

/** What an owner needs of its data: to read, to write and to list it. */
const dataActions = ['getobject', 'putobject', 'listbucket']

/** Whether an action is, or by its wildcards stands for, one that the data cannot be used without. */
export const isDataAction = (action: string): boolean => dataActions.some(data => matchesGlob(nameOf(action), data))
