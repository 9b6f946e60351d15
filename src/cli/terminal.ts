import { escapeTerminal } from '#primitives'

/** What standard output and error can show. */
export interface Screen {
  readonly colour: boolean
  readonly width: number
  readonly interactive: boolean
}

/** `--no-color` and NO_COLOR (https://no-color.org) win over FORCE_COLOR, which wins over what the stream is. */
export function screenOf(stream: NodeJS.WriteStream, options: { color: boolean }): Screen {
  const interactive = stream.isTTY
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env
  const forced = FORCE_COLOR !== undefined && FORCE_COLOR !== '0'
  const wanted = options.color && !NO_COLOR && (forced || (interactive && TERM !== 'dumb'))
  return { colour: wanted, width: stream.columns || 100, interactive }
}

/** Columns that a table may take: a pipe and a file take any. */
export const tableWidth = (stream: NodeJS.WriteStream): number =>
  stream.isTTY ? stream.columns || 100 : Number.POSITIVE_INFINITY

/** Columns for sentences: those of the screen, as long as lines of them are good to read; a pipe and a file take any. */
export const textWidth = (stream: NodeJS.WriteStream): number =>
  stream.isTTY ? readableWidth(stream.columns || 100) : Number.POSITIVE_INFINITY

/** No report is narrower or wider. */
export const readableWidth = (columns: number): number => Math.max(60, Math.min(columns, 160))

/** Writes all of it before going on, so that exiting cannot cut a pipe short; a reader that left early is no error. */
export function writeOut(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (text === '') {
      resolve()
      return
    }
    const onError = (error: NodeJS.ErrnoException): void => (error.code === 'EPIPE' ? resolve() : reject(error))
    stream.once('error', onError)
    stream.write(text, () => {
      stream.off('error', onError)
      resolve()
    })
  })
}

/** How the program was called, so that a command it prints can be pasted: npm sets this for `npx` and `npm run`. */
export const called = (): string => (process.env['npm_command'] === undefined ? 'bucketwatch' : 'npx bucketwatch')

/** A word of a command that is printed to be pasted. */
export const quoteForShell = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${escapeTerminal(word).replaceAll("'", "'\\''")}'`
