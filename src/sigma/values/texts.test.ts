import { describe, expect, test } from 'vitest'
import { expandPlaceholders } from './placeholders.ts'
import { exchangeDashes } from './windash.ts'

describe('windash', () => {
  test('exchanges a dash at the start of a word by every other', () => {
    expect(exchangeDashes(' -f', 10)).toEqual([' -f', ' /f', ' \u2013f', ' \u2014f', ' \u2015f'])
    expect(exchangeDashes('/f', 10)).toContain('-f')
  })

  test('leaves a dash inside of a word', () => {
    expect(exchangeDashes('dry-run', 10)).toEqual(['dry-run'])
    expect(exchangeDashes('-dry-run', 10)).toHaveLength(5)
  })

  test('makes every combination of several, up to a limit', () => {
    expect(exchangeDashes('-a /b', 25)).toHaveLength(25)
    expect(exchangeDashes('-a /b', 24)).toBeUndefined()
  })
})

describe('placeholders', () => {
  const known = { admins: ['root', 'ops-*'], ports: [22, 23], none: [] }

  test('stand for each of their values; several multiply', () => {
    expect(expandPlaceholders('user/%admins%', known, 10)).toEqual(['user/root', 'user/ops-*'])
    expect(expandPlaceholders('%admins%:%ports%', known, 10)).toEqual(['root:22', 'root:23', 'ops-*:22', 'ops-*:23'])
    expect(expandPlaceholders('%admins%:%ports%', known, 3)).toContain('more than 3')
  })

  test('an escaped percent sign is one', () => {
    expect(expandPlaceholders('\\%plain%admins%', known, 10)).toEqual(['%plainroot', '%plainops-*'])
  })

  test('that nobody knows, that are empty, or that are not there are told', () => {
    expect(expandPlaceholders('%admin%', known, 10)).toBe('there is no placeholder `%admin%`; did you mean `%admins%`?')
    expect(expandPlaceholders('%admin%', {}, 10)).toContain('nothing says')
    expect(expandPlaceholders('%none%', known, 10)).toContain('has no values')
    expect(expandPlaceholders('100%', known, 10)).toContain('no placeholder')
  })
})
