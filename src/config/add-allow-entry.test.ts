import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { addAllowEntry } from './add-allow-entry.ts'
import { starterConfig } from './starter.ts'

const entry = {
  match: { detection: 'bucket-replicated', bucket: ['amzn-s3-demo-bucket', '*-archive'] },
  reason: 'it is: "wanted" # really',
  owner: 'storage team',
  expires: '2027-06-30',
}
const added = (text: string): string => {
  const result = addAllowEntry(text, entry, 'bucketwatch.yaml')
  if (!result.ok) throw new Error(JSON.stringify(result.issues))
  return result.value
}
const old = { match: { bucket: 'amzn-s3-demo-old' }, reason: 'old', owner: 'somebody' }

describe('an entry that is added', () => {
  test.each([
    ['an empty file', ''],
    ['comments only', '# nothing yet\n'],
    ['the file of init', starterConfig('schema.json')],
    ['a file without entries', "accounts:\n    own: ['111122223333'] # ours\n\n\nrules:   [rules]"],
  ])('to %s goes to its end, and nothing else changes', (_, text) => {
    const result = added(text)
    expect(result.startsWith(text)).toBe(true)
    expect(parse(result)).toEqual({ ...(parse(text) as object | null), allow: [entry] })
  })

  test.each([
    [
      'indented',
      'allow:\n  # the first\n  - match: { bucket: amzn-s3-demo-old }\n    reason: old\n    owner: somebody\n',
    ],
    ['not indented', 'allow:\n- match: { bucket: amzn-s3-demo-old }\n  reason: old\n  owner:   somebody # ask him\n'],
    [
      'deeply indented',
      'allow:\n      - match:\n          bucket: amzn-s3-demo-old\n        reason: old\n        owner: somebody',
    ],
  ])('to a list that is %s goes behind its last entry, in the same column', (_, list) => {
    const rest = '\n# limits of this machine\nlimits: {workers: 2}\n'
    for (const [text, behind] of [
      [list, {}],
      [list.endsWith('\n') ? `${list}${rest}` : `${list}\n${rest}`, { limits: { workers: 2 } }],
    ] as const) {
      const result = added(text)
      expect(parse(result)).toEqual({ allow: [old, entry], ...behind })
      expect(result.split('\n').filter(line => line.trim() !== '')).toEqual(
        expect.arrayContaining(text.split('\n').filter(line => line.trim() !== '')),
      )
    }
  })

  test.each(['allow: []\n', 'allow:\n', 'allow: ~ # none yet\nlimits: { workers: 2 }\n'])(
    'to %j makes a list',
    text => {
      expect(parse(added(text))).toMatchObject({ allow: [entry] })
    },
  )

  test('to a list in brackets keeps its entries and comments elsewhere', () => {
    const text =
      '# kept\nallow: [{ match: { bucket: amzn-s3-demo-old }, reason: old, owner: somebody }]\nrules: [a] # kept too\n'
    const result = added(text)
    expect(parse(result)).toEqual({ allow: [old, entry], rules: ['a'] })
    expect(result).toMatch(/^# kept\n[^]*# kept too\n$/)
  })

  test('to a configuration in braces is refused', () => {
    expect(addAllowEntry('{ rules: [a] }', entry, 'bucketwatch.yaml')).toMatchObject({
      ok: false,
      issues: [{ code: 'bad-value' }],
    })
  })

  test('means what it was, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1 }), (reason, bucket) => {
        const wild = { match: { bucket: [bucket] }, reason, owner: bucket }
        const once = addAllowEntry('limits: { workers: 2 }\n', wild, 'x')
        const twice = once.ok ? addAllowEntry(once.value, entry, 'x') : once
        expect(twice.ok && parse(twice.value)).toEqual({ limits: { workers: 2 }, allow: [wild, entry] })
      }),
    )
  })
})
