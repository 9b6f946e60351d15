import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { formatIssue } from '#primitives'
import { checkEnvironment } from './check-config.ts'
import type { Configuration } from './configuration.ts'
import { type ConfigSources, loadConfig } from './load-config.ts'
import { starterConfig } from './starter.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bucketwatch-config-'))
})

const write = (text: string, name = 'bucketwatch.yaml') => writeFile(join(folder, name), text)

const load = (sources: Partial<ConfigSources> = {}) => loadConfig({ variables: {}, folder, ...sources })

async function loaded(sources: Partial<ConfigSources> = {}): Promise<Configuration> {
  const result = await load(sources)
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join('\n'))
  return result.value
}

async function mistakes(sources: Partial<ConfigSources> = {}): Promise<string[]> {
  const result = await load(sources)
  return result.ok ? [] : result.issues.map(formatIssue)
}

describe('a configuration', () => {
  test('is not needed', async () => {
    const { file, environment, values } = await loaded()
    expect(file).toBeUndefined()
    expect(environment.ownAccounts).toEqual([])
    expect(new Set(values.map(({ origin }) => origin))).toEqual(new Set(['default']))
  })

  test('is read from the file that is there', async () => {
    await write(`
accounts:
  own: ['111122223333', 444455556666]
  known: [{ id: '123456789012', name: backup }, '012345678901']
buckets: { logs: [logs-*], sensitive: [customers] }
networks: { trusted: [192.0.2.0/24] }
principals: { automation: [deploy-*] }
limits: { max_file_size: 2GB, workers: 3 }
`)
    const { environment, limits } = await loaded()
    expect(environment).toEqual({
      ownAccounts: ['111122223333', '444455556666'],
      knownAccounts: ['123456789012', '012345678901'],
      logBuckets: ['logs-*'],
      sensitiveBuckets: ['customers'],
      trustedNetworks: ['192.0.2.0/24'],
      listedNetworks: [],
      automation: ['deploy-*'],
    })
    expect(limits).toEqual({ maxFileBytes: 2_000_000_000, workers: 3 })
  })

  test('may be empty, or hold nothing but comments, as the one that init writes', async () => {
    await write(starterConfig('schema.json'))
    expect(await mistakes()).toEqual([])
  })

  test('says what it explains rightly: with every # taken away it passes too', async () => {
    const settings = starterConfig('schema.json').replaceAll(/^# (?!yaml-)(?= {0,10}[\w-]+:(?: |$)| {2,})/gm, '')
    await write(settings)
    await write('203.0.113.0/24 # all of it\n', 'bad-addresses.txt')
    await write(settings.replace('lists/bad', 'bad'))
    const { environment, riskChanges, disabled } = await loaded()
    expect(environment.ownAccounts).toEqual(['111122223333'])
    expect(environment.listedNetworks).toEqual(['203.0.113.66', '203.0.113.0/24'])
    expect([riskChanges.length, disabled.length]).toEqual([1, 1])
  })
})

describe('of several that tell the same setting', () => {
  const variables = { BUCKETWATCH_ACCOUNTS__OWN: '123456789012, 111122223333', BUCKETWATCH_LIMITS__WORKERS: '2' }

  test('a flag wins over the environment, that over the file, that over the default', async () => {
    await write("accounts: { own: ['444455556666'] }\nlimits: { workers: 9, max_ratio: 5 }\n")
    const { environment, limits, values } = await loaded({
      variables,
      flags: { 'limits.workers': 1, rules: undefined },
      defaults: { 'limits.max_depth': 64 },
    })
    expect(environment.ownAccounts).toEqual(['123456789012', '111122223333'])
    expect(limits).toEqual({ workers: 1, maxRatio: 5 })
    const of = (path: string) => values.find(value => value.path === path)
    expect(of('limits.workers')).toEqual({ path: 'limits.workers', value: 1, origin: 'flag' })
    expect(of('accounts.own')).toMatchObject({ origin: 'environment', from: 'BUCKETWATCH_ACCOUNTS__OWN' })
    expect(of('limits.max_ratio')).toMatchObject({ origin: 'file', from: 'bucketwatch.yaml:2:34' })
    expect(of('limits.max_depth')).toEqual({ path: 'limits.max_depth', value: 64, origin: 'default' })
  })

  test('the file itself is named by a flag, else by the environment', async () => {
    await write("accounts: { own: ['444455556666'] }", 'other.yaml')
    await write("accounts: { own: ['123456789012'] }", 'third.yaml')
    const byVariable = { BUCKETWATCH_CONFIG: join(folder, 'other.yaml') }
    expect((await loaded({ variables: byVariable })).environment.ownAccounts).toEqual(['444455556666'])
    const file = join(folder, 'third.yaml')
    expect((await loaded({ variables: byVariable, file })).environment.ownAccounts).toEqual(['123456789012'])
  })
})

describe('paths', () => {
  test('in a file are meant from the file, on a flag from where one stands', async () => {
    await write('rules: [mine]\nindicators: { addresses: [list.txt, 192.0.2.1] }\n', 'elsewhere.yaml')
    await write('# known bad\n203.0.113.0/24 ; a range\n\n2001:db8::1\n', 'list.txt')
    const file = join(folder, 'elsewhere.yaml')
    const { rules, environment } = await loaded({ file, folder: tmpdir() })
    expect(rules).toEqual([join(folder, 'mine')])
    expect(environment.listedNetworks).toEqual(['203.0.113.0/24', '2001:db8::1', '192.0.2.1'])
    expect((await loaded({ file, flags: { rules: ['here'] } })).rules).toEqual(['here'])
  })
})

describe('a mistake is told with its place', () => {
  test.each([
    ['acounts: {}', 'bucketwatch.yaml:1:1: there is no key "acounts"; did you mean "accounts"?'],
    [
      "accounts:\n  own: ['1111']",
      'bucketwatch.yaml:2:9: accounts.own.0 must be an account id: 12 digits, best in quotes, not "1111"',
    ],
    [
      'buckets: { sensitiv: [a] }',
      'bucketwatch.yaml:1:12: there is no key "sensitiv" in buckets; did you mean "sensitive"?',
    ],
    [
      'networks: { trusted: [192.0.2.0/99] }',
      'bucketwatch.yaml:1:23: networks.trusted.0 must be an address or a network such as 192.0.2.0/24 or 2001:db8::/32, not "192.0.2.0/99"',
    ],
    [
      'limits: { max_file_size: much }',
      'bucketwatch.yaml:1:26: limits.max_file_size must be a size such as 16MB or 2GB, not "much"',
    ],
    ['limits: { workers: 0 }', 'bucketwatch.yaml:1:20: limits.workers must be 1 or more, not 0'],
    ['[1, 2]', 'bucketwatch.yaml:1:1: the configuration must be a map of settings'],
    [
      'indicators: { addresses: [nowhere.txt] }',
      'bucketwatch.yaml:1:27: this is neither an address, nor a network, nor a file that can be read',
    ],
  ])('%s', async (text, message) => {
    await write(text)
    expect(await mistakes()).toEqual([message])
  })

  test('in a list of addresses too', async () => {
    await write('indicators: { addresses: [list.txt] }')
    await write('192.0.2.1\nexample.com\n', 'list.txt')
    expect(await mistakes()).toEqual([
      `${join(folder, 'list.txt')}:2: this line of the list begins with neither an address nor a network`,
    ])
  })

  test('in YAML, in variables, and of a file that is not there', async () => {
    await write('accounts: {own: [')
    expect((await mistakes())[0]).toMatch(/^bucketwatch\.yaml:1:\d+: /)
    await write('')
    expect(await mistakes({ variables: { BUCKETWATCH_ACOUNTS__OWN: '1' } })).toEqual([
      'BUCKETWATCH_ACOUNTS__OWN: the environment variable stands for no setting; did you mean BUCKETWATCH_ACCOUNTS__OWN?',
    ])
    expect(await mistakes({ variables: { BUCKETWATCH_ACCOUNTS__OWN: 'me' } })).toEqual([
      'BUCKETWATCH_ACCOUNTS__OWN: accounts.own.0 must be an account id: 12 digits, best in quotes, not "me"',
    ])
    const file = join(folder, 'none.yaml')
    expect(await mistakes({ file })).toEqual([`${file}: the configuration cannot be read: there is no such file`])
  })
})

test('a case of a detection is seen with the part that is about the environment', () => {
  const places = { placeOf: () => ({ file: 'case.json' }) }
  expect(checkEnvironment({ buckets: { sensitive: ['a'] } }, places)).toMatchObject({
    ok: true,
    value: { sensitiveBuckets: ['a'], ownAccounts: [] },
  })
  expect(checkEnvironment({ rules: ['a'] }, places)).toMatchObject({ ok: false, issues: [{ code: 'unknown-key' }] })
})
