#!/usr/bin/env node
// Plain JavaScript that any Node since 12 can read, so that an old one says what it needs instead of a syntax error.
const required = 24
const { node } = process.versions

if (Number(node.split('.')[0]) < required) {
  process.stderr.write(
    `bucketwatch needs Node ${required} or later and this is Node ${node}: https://nodejs.org/download\n`,
  )
  process.exitCode = 2
} else {
  void import('../dist/program/main.js')
}
