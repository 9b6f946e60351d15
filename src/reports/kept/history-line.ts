import { escapeTerminal } from '#primitives'
import type { HistoryEntry } from '#store'
import { formatMinute } from '../wording.ts'

/** `acknowledged 2026-11-24 09:00Z by analyst: known test` */
export const historyLine = ({ at, by, action, reason }: HistoryEntry): string =>
  escapeTerminal(`${action} ${formatMinute(at)} by ${by}${reason === null ? '' : `: ${reason}`}`)
