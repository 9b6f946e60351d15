import { styleText } from 'node:util'
import type { Severity } from '#findings'

type Style = Parameters<typeof styleText>[0]

/** Colours a text, or leaves it as it is. The text must be escaped before. */
export type Ink = (style: Style, text: string) => string

export const colourInk: Ink = (style, text) => styleText(style, text, { validateStream: false })
export const plainInk: Ink = (_, text) => text

export const severityStyles: Record<Severity, Style> = {
  critical: ['bold', 'white', 'bgRed'],
  high: ['bold', 'red'],
  medium: ['bold', 'yellow'],
  low: ['cyan'],
  informational: ['dim'],
}
