import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, type FaultProxy, startEmulator, startFaultProxy } from '../fixtures/emulator/index.ts'
import { runProgram, spawnProgram } from './run-program.ts'

const logs = fileURLToPath(new URL('../../demo/logs', import.meta.url))
const bucket = 'amzn-s3-demo-logs'

let emulator: Emulator
let proxy: FaultProxy
let local: string

beforeAll(async () => {
  emulator = await startEmulator()
  proxy = await startFaultProxy(emulator.endpoint)
  await emulator.createBucket(bucket)
  for (const key of globSync('**/*', { cwd: logs, withFileTypes: true })) {
    if (!key.isFile()) continue
    const path = join(key.parentPath, key.name)
    await emulator.put(bucket, path.slice(logs.length + 1), readFileSync(path))
  }
  local = (await runProgram(['scan', logs, '-f', 'jsonl', '-q'])).stdout
}, 60_000)
afterAll(async () => {
  await proxy.close()
  await emulator.close()
})

const scan = (...words: string[]) => runProgram(['scan', ...words], { env: emulator.environment(proxy.endpoint) })

describe('a bucket', () => {
  test.each([
    ['one thread', '1'],
    ['two threads', '2'],
  ])('is scanned as the same folder would be, by %s, and through faults', async (_, workers) => {
    let count = 0
    proxy.injects(({ method }) => {
      count += 1
      if (method !== 'GET' || count % 5 !== 0) return undefined
      if (count % 3 === 0) return { kind: 'reset' }
      return count % 2 === 0 ? { kind: 'refuse', status: 503, code: 'SlowDown' } : { kind: 'truncate', after: 100 }
    })
    const { code, stdout, stderr } = await scan(`s3://${bucket}/`, '-f', 'jsonl', '--workers', workers)
    expect(code).toBe(0)
    expect(local.split('\n').length).toBeGreaterThan(5)
    expect(stdout.replaceAll(`s3://${bucket}/`, `${logs}/`) === local).toBe(true)
    expect(stderr).toMatch(
      /^found {5}180 objects in S3, 2\.8 MB\nrequests {2}\d+ requests made to list them, 180 requests to fetch them\n/,
    )
  })

  test('that cannot be read in part is named, and the exit code tells', async () => {
    proxy.injects(({ url }) =>
      url.includes('20260923T1805Z') ? { kind: 'refuse', status: 403, code: 'AccessDenied' } : undefined,
    )
    const { code, stderr } = await scan(`s3://${bucket}/cloudtrail/`, '-f', 'jsonl')
    expect(code).toBe(3)
    expect(stderr).toContain('allow s3:GetObject on arn:aws:s3:::amzn-s3-demo-logs/cloudtrail/AWSLogs/111122223333')
  })

  test('is only listed by --dry-run, which says what is left out', async () => {
    proxy.injects(() => undefined)
    proxy.requests.length = 0
    const { code, stdout } = await scan(`s3://${bucket}/`, '--dry-run', '--from', '2026-10-10', '--to', '2026-10-12')
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^found {5}\d+ objects in S3, .+\nrequests {2}\d+ requests? made to list them, \d+ requests to fetch them\n/,
    )
    expect(stdout).toContain('(--from)')
    expect(stdout).toContain('nothing is learnt from it')
    expect(proxy.requests.filter(({ url }) => !url.includes('list-type=2'))).toEqual([])
  })
})

test('--dry-run counts what lies in folders, and reads nothing of it', async () => {
  expect(await runProgram(['scan', logs, '--dry-run'])).toEqual({
    code: 0,
    stdout: 'found     180 files, 2.8 MB\n',
    stderr: '',
  })
  expect(JSON.parse((await runProgram(['scan', logs, '--dry-run', '-f', 'json'])).stdout)).toMatchObject({
    files: 180,
    objects: 0,
    requests: { list: 0, fetch: 0 },
  })
})

describe('the AWS clients', () => {
  const listen = `import { registerHooks } from 'node:module'
registerHooks({ resolve(name, context, next) {
  if (name.startsWith('@aws-sdk/')) process._rawDebug('loads ' + name)
  return next(name, context)
} })`
  const loads = async (...words: string[]): Promise<boolean> => {
    const hook = `--import=data:text/javascript,${encodeURIComponent(listen)}`
    const { code, stderr } = await spawnProgram(words, { env: { ...emulator.environment(), NODE_OPTIONS: hook } })
    expect(code).toBe(0)
    return stderr.includes('loads @aws-sdk/')
  }

  test('are not loaded for help or a local scan, which start as quickly as before', async () => {
    expect(await loads('--help')).toBe(false)
    expect(await loads('scan', '--help')).toBe(false)
    expect(await loads('scan', logs, '-q')).toBe(false)
  })

  test('are loaded for a bucket', async () => {
    expect(await loads('scan', `s3://${bucket}/`, '--dry-run')).toBe(true)
  })
})
