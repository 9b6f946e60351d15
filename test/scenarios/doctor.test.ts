import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runProgram } from './run-program.ts'

const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

test('doctor finds the log in a folder of access logs, and in one of packed CloudTrail files', async () => {
  const healthy = await runProgram(['doctor', folder('demo')])
  expect(healthy.code).toBe(0)
  expect(healthy.stdout).toMatch(/ok +logs +.* is one \((?:s3-access-log|cloudtrail)\)/)
})

test('doctor says of a folder without a log that there is none, and fails as a scan of it does', async () => {
  const none = await runProgram(['doctor', folder('stories')])
  expect(none.code).toBe(3)
  expect(none.stdout).toMatch(
    /failed +logs +none of \d+ files is a log of which something can be used\n.*Name the folder/,
  )
  expect((await runProgram(['scan', folder('stories')])).code).toBe(3)
})
