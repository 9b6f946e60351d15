/** Writes docs/reference/lint.md from the tables of checks. */
import { renderLintReference } from '#content'
import { settleReference } from './settle-reference.ts'

settleReference('lint.md', renderLintReference())
