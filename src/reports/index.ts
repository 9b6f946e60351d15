export { type Backtest, backtestOf } from './backtest/backtest.ts'
export { renderBacktest } from './backtest/render-backtest.ts'
export { renderCsv } from './csv.ts'
export { type KeptFinding, keptFindingJson } from './kept/kept-finding.ts'
export { renderKeptFinding } from './kept/render-kept-finding.ts'
export { renderKeptList } from './kept/render-kept-list.ts'
export { type ReportFormat, render } from './render.ts'
export {
  type DetectionStatus,
  type FileProblem,
  isNothingHeld,
  isNothingUsable,
  type NotFound,
  type RunAccount,
  type ScanResult,
} from './scan-result.ts'
export { problemKinds, renderAccount } from './terminal/account-lines.ts'
export { renderBlindness } from './terminal/blind-lines.ts'
export { alignColumns, alignWithin, type Column, hang, wrap } from './terminal/columns.ts'
export { type DetailOptions, factLines, renderDetails } from './terminal/finding-details.ts'
export { describe as describeReason, renderFinding } from './terminal/finding-lines.ts'
export { renderIncidentDetails } from './terminal/incident-details.ts'
export { colourInk, type Ink, plainInk } from './terminal/ink.ts'
export { describeKnowledge } from './terminal/knowledge-lines.ts'
export { homeAccount, type TerminalOptions } from './terminal/render-terminal.ts'
export { formatAmount, formatBytes, formatCount, formatMinute, shortenArns } from './wording.ts'
