import * as z from 'zod'
import type { RowProblem } from '#detect'
import type { KnowledgeRow } from '../keeping/inventory-rows.ts'

const learnt = <T extends z.ZodType>(value: T) =>
  z.object({ value, time: z.number().min(-8.64e15).max(8.64e15).optional(), eventId: z.string() })

const location = z.object({
  locationArn: z.string(),
  account: z.string().optional(),
  kind: z.enum(['s3', 'nfs', 'smb', 'efs', 'fsx', 'hdfs', 'object-storage', 'azure-blob', 'other']),
  bucket: z.string().optional(),
  bucketAccessRole: z.string().optional(),
  serverHostname: z.string().optional(),
})

const shapes: Readonly<Record<string, z.ZodType>> = {
  role: z.literal(true),
  accounts: z.literal(true),
  logBuckets: z.literal(true),
  loggedBuckets: z.literal(true),
  owners: learnt(z.string()),
  locations: learnt(location),
  deletions: learnt(z.literal(true)),
  trails: learnt(z.literal(true)),
}

/** What is wrong with what is told of the environment, down to its last member; undefined where all is well. */
export function knowledgeProblem({ kind, value }: KnowledgeRow): RowProblem | undefined {
  const shape = shapes[kind]
  if (shape === undefined) return { path: 'of', expected: `expected one of ${Object.keys(shapes).join(', ')}` }
  const [issue] = shape.safeParse(value).error?.issues ?? []
  if (issue === undefined) return undefined
  return {
    path: ['value', ...issue.path].map(String).join('.'),
    expected: issue.message.replace('Invalid input: ', ''),
  }
}
