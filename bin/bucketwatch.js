#!/usr/bin/env node
// Plain JavaScript that any Node since 12.20 can read, so that an old one says what it needs instead of a syntax error.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const required = 24
const { node } = process.versions
const root = new URL('..', import.meta.url)
const has = path => existsSync(new URL(path, root))

/** What is in the way, and what to type; undefined where the program can run. */
function obstacle() {
  // The package has no sources. A checkout brings its own Node, and is built by `npm ci`.
  const checkout = has('src') ? fileURLToPath(root).replace(/[/\\]$/, '') : undefined
  if (Number(node.split('.')[0]) < required) {
    const remedy = checkout
      ? `in ${checkout} type \`npm ci\`, which brings Node ${required}, then \`npx bucketwatch\``
      : 'https://nodejs.org/download'
    return `bucketwatch needs Node ${required} or later and this is Node ${node}: ${remedy}`
  }
  if (checkout && !has('dist/program/main.js')) return `bucketwatch is not built yet: type \`npm ci\` in ${checkout}`
  return undefined
}

const reason = obstacle()
if (reason !== undefined) {
  process.stderr.write(`${reason}\n`)
  process.exitCode = 2
} else {
  void import('../dist/program/main.js')
}
