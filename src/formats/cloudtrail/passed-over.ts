/** What says of which kind a record is, in the order in which it is believed. */
const signs = [
  { key: '"eventCategory"', told: /^"eventCategory"\s*:\s*"(\w+)"/, management: 'Management' },
  { key: '"managementEvent"', told: /^"managementEvent"\s*:\s*"?(true|false)\b/, management: 'true' },
] as const

/** Room for a key, its value, and spaces between. */
const longest = 80

/**
 * Whether a record that nobody reads is a management event, told from its bytes, since parsing is what it is spared. Records from
 * before there was such a key are: most services had no other.
 */
export function isManagementEvent(record: Buffer): boolean {
  for (const { key, told, management } of signs) {
    // From the end, where CloudTrail writes them: what a call was asked for may hold the same words.
    for (let at = record.lastIndexOf(key); at >= 0; at = at === 0 ? -1 : record.lastIndexOf(key, at - 1)) {
      const value = told.exec(record.toString('latin1', at, at + longest))?.[1]
      if (value !== undefined) return value === management
    }
  }
  return true
}
