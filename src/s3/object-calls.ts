import { readAclCall } from './acl/acl-grants.ts'
import { readObjectLock } from './bucket/object-lock.ts'
import { readCopy } from './object/copy.ts'
import { readObjectCall } from './object/object-call.ts'
import { all, one, type Reader } from './reader.ts'

const acl = one('acl', readAclCall)
const object = one('object', readObjectCall)
const copy = one('copy', readCopy)
const objectLock = one('objectLock', readObjectLock)

/** How the facts of a call on objects are read, by its name as CloudTrail writes it. */
export const objectCalls: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['PutObject', all(acl, object, objectLock)],
  ['CreateMultipartUpload', all(acl, object, objectLock)],
  ['CopyObject', all(acl, object, copy, objectLock)],
  ['UploadPartCopy', all(object, copy)],
  ['PutObjectAcl', all(acl, object)],
  ['PutObjectRetention', all(object, objectLock)],
  ['PutObjectLegalHold', all(object, objectLock)],
  ...[
    'UploadPart',
    'CompleteMultipartUpload',
    'PostObject',
    'GetObject',
    'HeadObject',
    'DeleteObject',
    'DeleteObjects',
    'UpdateObjectEncryption',
  ].map(name => [name, object] as const),
])
