import { absurd } from '#primitives'
import { renderCsv } from './csv.ts'
import { renderJson, renderJsonLines } from './machine-formats.ts'
import { renderMarkdown } from './markdown.ts'
import type { ScanResult } from './scan-result.ts'
import { renderTerminal, type TerminalOptions } from './terminal/render-terminal.ts'

export type ReportFormat = 'table' | 'jsonl' | 'json' | 'csv' | 'markdown'

/** A scan's result as text in one of the formats, with a final newline (unless there is nothing to say). */
export function render(result: ScanResult, format: ReportFormat, options: TerminalOptions): string {
  switch (format) {
    case 'table':
      return renderTerminal(result, options)
    case 'jsonl':
      return renderJsonLines(result)
    case 'json':
      return renderJson(result)
    case 'csv':
      return renderCsv(result.findings)
    case 'markdown':
      return renderMarkdown(result)
    default:
      return absurd(format)
  }
}
