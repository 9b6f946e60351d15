import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { runCommandLine } from '../../src/cli/run-command-line.ts'

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface Surroundings {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Standard output is a terminal of that width. */
  readonly columns?: number
}

/** Variables that a shell of another kind would set. */
const unset = ['NODE_OPTIONS', 'FORCE_COLOR', 'NO_COLOR']

/**
 * Runs the program from its sources in this process, which spares the second that a process of its own takes to start.
 * One run at a time: they share the streams, the folder and the variables.
 */
export async function runProgram(
  words: readonly string[],
  { cwd, env = {}, columns }: Surroundings = {},
): Promise<Run> {
  const before = process.cwd()
  const variables = { ...Object.fromEntries(unset.map(name => [name, undefined])), ...env }
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  const [stdout, stderr] = [process.stdout, process.stderr].map(capture) as [Capture, Capture]
  const leaveScreen = columns === undefined ? undefined : enterScreen(columns)
  if (cwd !== undefined) process.chdir(cwd)
  try {
    const code = await runCommandLine(words)
    return { code, stdout: stdout.text(), stderr: stderr.text() }
  } finally {
    process.chdir(before)
    leaveScreen?.()
    stdout.release()
    stderr.release()
    vi.unstubAllEnvs()
  }
}

/** Standard output is a terminal until the function that is returned is called. */
function enterScreen(columns: number): () => void {
  const before = ['isTTY', 'columns'].map(
    name => [name, Object.getOwnPropertyDescriptor(process.stdout, name)] as const,
  )
  Object.defineProperty(process.stdout, 'isTTY', { value: true, configurable: true })
  Object.defineProperty(process.stdout, 'columns', { value: columns, configurable: true })
  return () => {
    for (const [name, property] of before) {
      if (property === undefined) Reflect.deleteProperty(process.stdout, name)
      else Object.defineProperty(process.stdout, name, property)
    }
  }
}

interface Capture {
  readonly text: () => string
  readonly release: () => void
}

function capture(stream: NodeJS.WriteStream): Capture {
  let text = ''
  const written = vi.spyOn(stream, 'write').mockImplementation((chunk, ...more) => {
    text += String(chunk)
    const done = more.find(one => typeof one === 'function')
    done?.()
    return true
  })
  return { text: () => text, release: () => written.mockRestore() }
}

const program = fileURLToPath(new URL('../../bin/bucketwatch.js', import.meta.url))
/** Half of the time of a short run goes into compiling; the cache knows when a file has changed. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/bucketwatch', import.meta.url))

interface SpawnOptions extends Surroundings {
  readonly stdin?: Uint8Array | string
  /** The number of the user that runs it. */
  readonly user?: number
}

/** Runs the program as built, in a process of its own, as a shell would, with its standard input. */
export function spawnProgram(
  words: readonly string[],
  { cwd, env = {}, stdin = '', user }: SpawnOptions = {},
): Promise<Run> {
  const inherited = Object.entries(process.env).filter(([name]) => !unset.includes(name))
  const child = spawn(process.execPath, [program, ...words], {
    ...(cwd !== undefined && { cwd }),
    ...(user !== undefined && { uid: user }),
    env: { ...Object.fromEntries(inherited), NODE_COMPILE_CACHE: compileCache, ...env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.on('error', () => undefined) // a program that refuses its arguments does not read
  child.stdin.end(stdin)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, stdout, stderr }))
  })
}
