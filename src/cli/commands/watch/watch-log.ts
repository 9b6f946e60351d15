import { styleText } from 'node:util'
import { type DestinationStream, type Logger, pino } from 'pino'
import { escapeTerminal } from '#primitives'

/** What the program says of its own work, on standard error: JSON lines, and for a person on a terminal a line of text. */
export function createWatchLog(stream: NodeJS.WriteStream, level: string): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, stream.isTTY ? forPeople(stream) : { write: line => void stream.write(line) })
}

const forPeople = (stream: NodeJS.WriteStream): DestinationStream => ({
  write(line) {
    const { level, time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>
    const details = Object.entries(rest).map(([name, value]) => `${name}=${wordsOf(value)}`)
    const text = escapeTerminal(
      [String(time).slice(11, 19), String(level).padEnd(5), String(msg), ...details].join(' '),
    )
    stream.write(`${level === 'info' ? styleText('dim', text) : text}\n`)
  },
})

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
