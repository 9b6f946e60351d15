import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProgram } from '../../src/cli/command-line/program.ts'
import { runProgram } from './run-program.ts'

/** A folder as the reader of a guide has it: logs, and nothing else. */
const folder = mkdtempSync(join(tmpdir(), 'bucketwatch-guides-'))
beforeAll(() => copyDays(join(folder, 'logs')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The days of the demo that the intruder is there: the whole month would be read thirty times over. */
const copyDays = (target: string): void =>
  cpSync('demo/logs', target, {
    recursive: true,
    filter: path => !/\.gz$|access-logs\/.*\d{4}-/.test(path) || /2026.?10.?(1[789]|20)/.test(path),
  })

const guide = (name: string): string => readFileSync(`docs/guides/${name}.md`, 'utf8')

const blocksOf = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, block = '']) => block)

/** The commands of a guide, with what its reader puts for `<finding id>` and `<event id>`. */
const commandsOf = (text: string, filled: Readonly<Record<string, string>>): string[][] =>
  blocksOf(text, 'sh')
    .flatMap(block => block.split('\n'))
    .filter(line => line.startsWith('npx bucketwatch '))
    .map(line => line.replace(/\s+#.*$/, '').replaceAll(/<([^>]+)>/g, (whole, name: string) => filled[name] ?? whole))
    .map(line => line.split(/\s+/).slice(2))

const ids = { 'finding id': '6ff1aeadcf567bc1', 'event id': 'ee1fe85e-39cf-4048-a3fe-b04464e856b0' }

async function runAll(commands: readonly string[][]): Promise<void> {
  for (const words of commands) {
    const { code, stderr } = await runProgram(words, { cwd: folder })
    expect({ words: words.join(' '), code, said: code === 0 ? '' : stderr }).toEqual({
      words: words.join(' '),
      code: 0,
      said: '',
    })
  }
}

test('every command of the first scan works on logs such as the demo has', async () => {
  const commands = commandsOf(guide('first-scan'), ids)
  expect(commands.length).toBeGreaterThan(4)
  await runAll(commands)
}, 120_000)

test('the first scan names the parts of the report in the order in which they are printed, and each of them', async () => {
  const { stdout } = await runProgram(['scan', 'demo/logs', '-f', 'table'])
  const printed = [...stdout.matchAll(/^([A-Z][A-Za-z ]+)$/gm)].map(([, title = '']) => title)
  const told = [...guide('first-scan').matchAll(/^\d\. \*\*([^*]+?)\.?\*\*/gm)].map(([, title = '']) => title)
  expect(printed).toContain('Activity')
  expect(told.filter(title => printed.includes(title))).toEqual(printed)
}, 60_000)

test('the detection of the guide is made, passes its cases and runs, by the commands of the guide', async () => {
  const text = guide('write-a-detection')
  const [make, ...others] = commandsOf(text, ids)
  await runAll([make ?? []])
  const [rule = ''] = blocksOf(text, 'yaml')
  writeFileSync(join(folder, 'rules', 'bucket-logging-disabled', 'detection.yml'), rule)
  expect(others.length).toBeGreaterThan(3)
  await runAll(others)
}, 120_000)

test('the correlation of the guide is sound', async () => {
  const rule = blocksOf(guide('write-a-detection'), 'yaml').find(block => block.includes('temporal_ordered'))
  const made = await runProgram(['detections', 'new', join(folder, 'more', 'bucket-opened-and-read')])
  expect(made.code).toBe(0)
  writeFileSync(join(folder, 'more', 'bucket-opened-and-read', 'detection.yml'), rule ?? '')
  const { code, stdout } = await runProgram(['detections', 'lint', 'more'], { cwd: folder })
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('nothing to say') })
})

/** What the help of a command and of those below it shows. */
async function examplesOf(path: readonly string[]): Promise<string[]> {
  const { stdout } = await runProgram([...path, '--help'])
  return [...stdout.matchAll(/^ {2}(?:npx )?bucketwatch (.+)$/gm)].map(([, words = '']) => words)
}

const commandPaths = (command: Command, path: readonly string[] = []): (readonly string[])[] => [
  path,
  ...command.commands.flatMap(child => commandPaths(child, [...path, child.name()])),
]

/** Needs AWS, does not end, or is a line for a shell. */
const notRun = /s3:\/\/|sqs:\/\/|^watch |>/
const first = ['detections new ', 'init', 'scan ']

test('every example in the help of a command works as it stands where the logs of the demo are', async () => {
  const here = mkdtempSync(join(tmpdir(), 'bucketwatch-examples-'))
  copyDays(join(here, 'demo', 'logs'))
  const found: string[] = []
  for (const path of commandPaths(createProgram(() => undefined))) found.push(...(await examplesOf(path)))
  const examples = [...new Set(found)].filter(example => !notRun.test(example))
  expect(examples.length).toBeGreaterThan(30)
  const isFirst = (example: string): boolean => first.some(start => example.startsWith(start))
  for (const example of [...examples.filter(isFirst), ...examples.filter(one => !isFirst(one))]) {
    const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    const { code, stderr } = await runProgram(words, { cwd: here })
    expect({ example, code, said: code === 0 ? '' : stderr }).toEqual({ example, code: 0, said: '' })
  }
  rmSync(here, { recursive: true, force: true })
}, 300_000)
