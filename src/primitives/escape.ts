/**
 * Text from logs is hostile: a user agent may carry escape sequences, an object key a spreadsheet formula. Every
 * output escapes through one of these.
 */

// Controls, line separators, surrogates that stand alone, and what is not to be seen: marks that reorder what a reader sees, join or
// separate nothing, or tag.
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu

/** One line of harmless text: what controls, reorders or is invisible becomes `\xNN` or `\u{NNNN}`. */
export function escapeTerminal(text: string): string {
  return text.replace(unprintable, character => {
    const code = character.codePointAt(0) ?? 0
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  })
}

/** JSON that says the same, and does nothing to a terminal that shows it: `JSON.stringify` escapes no other controls than those of ASCII. */
export const jsonText = (value: unknown, space?: number): string =>
  JSON.stringify(value, null, space).replace(unescaped, character =>
    Array.from({ length: character.length }, (_, at) => hexOf(character.charCodeAt(at))).join(''),
  )

const hexOf = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`

// As above, less the line breaks that separate members.
const unescaped = /[\u007f-\u009f\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/**
 * A cell for RFC 4180 CSV that no spreadsheet takes for a formula (OWASP: CSV injection); nor a part of it, where cells are separated
 * by semicolons, as in much of Europe.
 */
export function escapeCsv(text: string): string {
  const harmless = text.replace(/(^|; *)(?=[=+\-@\t\r])/g, "$1'")
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Inline Markdown without links, HTML, emphasis, table borders or mentions. */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~@]/g, character => `\\${character}`)
}
