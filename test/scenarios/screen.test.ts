import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import stringWidth from 'string-width'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const logs = fileURLToPath(new URL('../../demo/logs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-'))
const state = join(folder, 'state.db')
const config = join(folder, 'bucketwatch.yaml')
const actor = 'arn:aws:iam::111122223333:role/platform-operations'
let ids: { finding: string; told: string; incident: string; event: string }

interface Report {
  findings: { id: string; message: string; eventIds: string[]; steps?: unknown[]; actor: { principal: string } }[]
  incidents: { id: string }[]
}

beforeAll(async () => {
  writeFileSync(
    config,
    `allow:
  - match: { detection: bucket-versioning-suspended, actor.principal: '${actor}', bucket: [amzn-s3-demo-customer-data, amzn-s3-demo-backups] }
    reason: an exercise that the owners of the data know of, and that is done anew in each quarter of a year
    owner: team-for-operations@example.org
`,
  )
  const { stdout } = await runProgram(['scan', logs, '--state', state, '-f', 'json', '-q'])
  const { findings, incidents } = JSON.parse(stdout) as Report
  const finding = findings.find(({ steps, actor: { principal } }) => steps && principal === actor)
  ids = {
    finding: finding?.id ?? '',
    told: findings.find(({ message }) => message.startsWith(actor))?.id ?? '',
    incident: incidents[0]?.id ?? '',
    event: finding?.eventIds[0] ?? '',
  }
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true }))

const commands: Readonly<Record<string, () => string[]>> = {
  'explain a finding': () => ['explain', ids.finding, logs],
  'explain an incident': () => ['explain', ids.incident, logs],
  'explain an event': () => ['explain', ids.event, logs],
  'findings show': () => ['findings', 'show', ids.finding, '--state', state],
  backtest: () => ['backtest', logs, '--config', config],
  'allow list': () => ['allow', 'list', '--config', config],
  'baseline show': () => ['baseline', 'show', 'amzn-s3-demo-data-lake', '--state', state],
  'detections show': () => ['detections', 'show', 'bucket-versioning-suspended'],
  'detections coverage': () => ['detections', 'coverage'],
  doctor: () => ['doctor', logs],
  'config show': () => ['config', 'show', '--config', config],
}

/** Nothing can be done about a line whose last word is what is too long: a path, an ARN that is to be copied. */
const isOneWord = (line: string, columns: number): boolean => stringWidth(line.split(' ').at(-1) ?? '') > columns - 24

/** A rule stands as it is written. */
const withoutRule = (text: string): string => text.split('\n## Rule')[0] ?? ''

describe.each(Object.entries(commands))('%s', (_, words) => {
  test.each([80, 100, 160])(
    'fits a screen of %i columns',
    async columns => {
      const { code, stdout } = await runProgram(words(), { columns, env: { NO_COLOR: '1' } })
      expect(code).toBe(0)
      const lines = withoutRule(stdout).split('\n')
      expect(lines.filter(line => stringWidth(line) > columns && !isOneWord(line, columns))).toEqual([])
    },
    60_000,
  )
})

test('a pipe gets names and lines whole', async () => {
  const learnt = await runProgram(['baseline', 'show', 'amzn-s3-demo-data-lake', '--state', state])
  expect(learnt.stdout).toMatch(/^ {4}arn:aws:iam::111122223333:role\/etl-worker +2026-/m)
  const allowed = await runProgram(['allow', 'list', '--config', config])
  expect(allowed.stdout).toMatch(/anew in each quarter of a year.*amzn-s3-demo-customer-data or amzn-s3-demo-backups$/m)
  expect(allowed.stdout).not.toContain('…')
}, 60_000)

test('a finding is told by short names, and who it was by the whole one', async () => {
  const { stdout } = await runProgram(['explain', ids.told, logs], { columns: 100, env: { NO_COLOR: '1' } })
  const [head = ''] = stdout.split('\n\n')
  expect(head).toContain('role/platform-operations')
  expect(head).not.toContain('arn:')
  expect(stdout).toContain(`of ${actor}`)
}, 60_000)
