import { expect, test } from 'vitest'
import { nameLinks } from './name-links.ts'

test('a link to another detection becomes the name that shows it, whatever its lines', () => {
  expect(
    nameLinks('see [by\nACL](../bucket-opened-by-acl/README.md), and [what to do](../a-b/README.md#what-to-do)'),
  ).toBe('see by\nACL (bucket-opened-by-acl), and what to do (a-b)')
})

test('a link to a file of the repository is its words alone, and one to the web stays', () => {
  expect(nameLinks('[the glossary](../../docs/reference/glossary.md) and [S3](https://aws.amazon.com/s3/)')).toBe(
    'the glossary and [S3](https://aws.amazon.com/s3/)',
  )
})
