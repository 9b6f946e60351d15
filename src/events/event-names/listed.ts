/** The names in a text, separated by white space. */
export const listed = (text: string): readonly string[] => text.trim().split(/\s+/)
