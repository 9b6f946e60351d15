/** What `bucketwatch/sigma` is for other programs: the rule language, and the types that its answers are made of. */
export { formatIssue, type Issue, type Issues, type Place, type Result } from '#primitives'
export * from './index.ts'
