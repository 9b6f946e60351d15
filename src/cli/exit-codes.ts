/** What the program's exit tells a script. Listed in docs/reference/exit-codes.md. */
export const exitCodes = {
  /** Done, whatever was found. */
  done: 0,
  /** `--fail-on`: a finding of that severity or worse. */
  findings: 1,
  /** Bad usage, rules or configuration. */
  usage: 2,
  /** An input that was asked for could not be read. */
  input: 3,
  /** `--strict`: finished, but something in the input could not be used. */
  incomplete: 4,
  /** The state file could not be opened or written. */
  state: 5,
  /** Ctrl-C */
  interrupted: 130,
} as const

/** Ends the program with a sentence on standard error. Thrown by commands, caught in main.ts. */
export class CommandError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode: number = exitCodes.usage) {
    super(message)
    this.exitCode = exitCode
  }
}
