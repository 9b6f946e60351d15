/**
 * Text from logs is hostile: a user agent may carry escape sequences, an object key a spreadsheet formula. Every
 * output escapes through one of these.
 */

// C0 and C1 controls, DEL, line separators, and the bidirectional controls that reorder what a reader sees.
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** One line of harmless text: control and reordering characters become `\xNN` or `\u{NNNN}`. */
export function escapeTerminal(text: string): string {
  return text.replace(unprintable, character => {
    const code = character.charCodeAt(0)
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
  })
}

/** A cell for RFC 4180 CSV that no spreadsheet takes for a formula (OWASP: CSV injection). */
export function escapeCsv(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
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
