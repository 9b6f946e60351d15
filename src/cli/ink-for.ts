import { colourInk, type Ink, plainInk } from '#reports'
import { screenOf } from './terminal.ts'

/** The ink for standard output. */
export const inkFor = (options: { color: boolean }): Ink =>
  screenOf(process.stdout, options).colour ? colourInk : plainInk
