import type { ActivityEvent, CorsFact } from '#events'
import { listOf } from '#primitives'
import { memberAt, parametersOf } from '../member-at.ts'
import { textsOf } from '../texts.ts'

/**
 * Which origins may call a bucket from a browser. No real record of a body was at hand: it is taken from the API.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html
 */
export function readCors(event: ActivityEvent): CorsFact {
  if (event.action === 'DeleteBucketCors') return { removed: true, methods: [] }
  const body = memberAt(parametersOf(event), 'corsconfiguration')
  const rules = listOf(memberAt(body, 'corsrule') ?? memberAt(body, 'corsrules')).map(rule => ({
    origins: textsOf(memberAt(rule, 'allowedorigin') ?? memberAt(rule, 'allowedorigins')),
    methods: textsOf(memberAt(rule, 'allowedmethod') ?? memberAt(rule, 'allowedmethods')),
  }))
  if (rules.length === 0) return { removed: false, methods: [] }
  const open = rules.filter(({ origins }) => origins.some(origin => /^(?:https?:\/\/)?\*$/i.test(origin)))
  const methods = (open.length > 0 ? open : rules).flatMap(rule => rule.methods)
  return { removed: false, anyOrigin: open.length > 0, methods: [...new Set(methods)] }
}
