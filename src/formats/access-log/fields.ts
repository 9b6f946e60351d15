const dash = 45
const zero = 48

/** The text between two indexes; null for `-`. */
export function textAt(line: string, start: number, end: number): string | null {
  return isDashAt(line, start, end) ? null : line.slice(start, end)
}

/** What the log says for nothing. */
export const isDashAt = (line: string, start: number, end: number): boolean =>
  end - start === 1 && line.charCodeAt(start) === dash

/** The number between two indexes: null for `-`, undefined for anything but digits. */
export function numberAt(line: string, start: number, end: number): number | null | undefined {
  if (isDashAt(line, start, end)) return null
  if (end <= start || end - start > 15) return undefined
  let value = 0
  for (let index = start; index < end; index++) {
    const digit = line.charCodeAt(index) - zero
    if (!(digit >= 0 && digit <= 9)) return undefined
    value = value * 10 + digit
  }
  return value
}

/** As `numberAt`, for the three digits of an HTTP status. */
export const statusAt = (line: string, start: number, end: number): number | null | undefined =>
  end - start === 3 || end - start === 1 ? nullOrStatus(numberAt(line, start, end)) : undefined

const nullOrStatus = (status: number | null | undefined): number | null | undefined =>
  status === null || (status !== undefined && status >= 100) ? status : undefined

/** `REST.GET.OBJECT`, `SOAP.CreateBucket`, `S3.COMPUTE.OBJECT.CHECKSUM`: a word in capitals, a dot, a letter. */
export function isOperationAt(line: string, start: number, end: number): boolean {
  let index = start
  while (index < end && isCapitalOrDigit(line.charCodeAt(index))) index++
  return index > start && index + 1 < end && line.charCodeAt(index) === 46 && isLetter(line.charCodeAt(index + 1))
}

const isCapitalOrDigit = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122)

/** Where the token that starts here ends: at the next space, or with the line. */
export function tokenEnd(line: string, start: number): number {
  const end = line.indexOf(' ', start)
  return end < 0 ? line.length : end
}

/** The first index from here on that is no space. */
export function skipSpaces(line: string, start: number): number {
  let index = start
  while (line.charCodeAt(index) === 32) index++
  return index
}
