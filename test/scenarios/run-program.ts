import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
/** Half of the time of a short run goes into compiling; the cache knows when a source has changed. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/bucketwatch', import.meta.url))

/** Runs the program from its sources as a process of its own, as a shell would. */
export function runProgram(
  words: readonly string[],
  options: { cwd?: string; stdin?: Uint8Array | string; env?: Record<string, string> } = {},
): Promise<Run> {
  const { NODE_OPTIONS: _, FORCE_COLOR: __, NO_COLOR: ___, ...env } = process.env
  const child = spawn(process.execPath, ['--conditions=source', main, ...words], {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    env: { ...env, NODE_COMPILE_CACHE: compileCache, ...options.env },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.on('error', () => undefined) // a program that refuses its arguments does not read
  child.stdin.end(options.stdin ?? '')
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', code => resolve({ code, stdout, stderr }))
  })
}
