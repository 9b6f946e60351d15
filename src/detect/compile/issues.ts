import { didYouMean, type Issue, type Place } from '#primitives'
import { maxAdjustments } from '../hits/hit-risk.ts'

/** All that can be wrong with a detection beyond its shape, in words. */

export const unknownField = (at: Place, field: string, meant: string | undefined): Issue => ({
  code: 'unknown-field',
  message: `there is no field \`${field}\`${didYouMean(meant)}`,
  at,
  ...(meant !== undefined && { expected: meant }),
  received: field,
})

export const lateField = (at: Place, field: string): Issue => ({
  code: 'late-field',
  message: `\`${field}\` is known only when all logs have been read, and this needs to know it of each event at once; only a detection of kind match can use it here`,
  at,
  expected: 'a field that an event tells by itself',
  received: field,
})

export const unbalancedMessage = (at: Place, text: string): Issue => ({
  code: 'message-template',
  message: `the message has a brace without its partner in \`${text.trim()}\``,
  at,
  expected: 'slots written as {field}',
  received: text,
})

export const duplicateSlug = (at: Place, slug: string): Issue => ({
  code: 'duplicate-detection',
  message: `there is another detection \`${slug}\`; rename one of the two`,
  at,
  received: slug,
})

export const unknownRefined = (at: Place, slug: string, meant: string | undefined): Issue => ({
  code: 'unknown-detection',
  message: `there is no detection \`${slug}\` to refine${didYouMean(meant)}`,
  at,
  received: slug,
})

export const refinesState = (at: Place, slug: string): Issue => ({
  code: 'refines-state',
  message: `\`${slug}\` cannot be refined: only a detection of kind match can refine another one of kind match`,
  at,
  expected: 'two detections of kind match',
})

export const refinesItself = (at: Place, slugs: readonly string[]): Issue => ({
  code: 'refines-itself',
  message: `the detections refine one another in a circle: ${slugs.join(', ')}`,
  at,
})

export const tooManyAdjustments = (at: Place, count: number): Issue => ({
  code: 'too-many-adjustments',
  message: `the risk has ${count} adjustments; at most ${maxAdjustments} are possible`,
  at,
  expected: `at most ${maxAdjustments}`,
  received: String(count),
})

export const unsupportedLogsource = (at: Place, service: string): Issue => ({
  code: 'unsupported-logsource',
  message: `the rule is for the log ${service}; only cloudtrail and s3_access_log are read`,
  at,
  expected: 'cloudtrail or s3_access_log, or no service for both',
  received: service,
})

export const unknownCorrelated = (at: Place, name: string, meant: string | undefined): Issue => ({
  code: 'unknown-correlated-rule',
  message: `there is no rule or detection \`${name}\` to correlate${didYouMean(meant)}`,
  at,
  ...(meant !== undefined && { expected: meant }),
  received: name,
})

export const correlatesItself = (at: Place, names: readonly string[]): Issue => ({
  code: 'correlates-itself',
  message: `the correlation refers to itself: ${names.join(', ')}`,
  at,
})

export const tooManyCorrelated = (at: Place, limit: number): Issue => ({
  code: 'too-many-rules',
  message: `the correlation comes to more than ${limit} rules when all chains are followed`,
  at,
  expected: `at most ${limit}`,
})

export const correlatesState = (at: Place, slug: string, kind: string): Issue => ({
  code: 'correlates-state',
  message: `\`${slug}\` cannot be correlated: it is of kind ${kind}, which judges at the end; only match and correlation can`,
  at,
  expected: 'a detection of kind match or correlation',
  received: kind,
})

export const aliasWithoutField = (at: Place, alias: string, rule: string): Issue => ({
  code: 'unknown-field',
  message: `the alias \`${alias}\` says no field for \`${rule}\`, and there is no field of that name`,
  at,
  received: alias,
})
