/** Links from the folder of a detection to that of another one, as READMEs have them. */
const toDetection = /\[([^\]]+)\]\(\.\.\/([a-z0-9-]+)\/(?:README\.md)?(?:#[^)]*)?\)/g

/** Any other file of the repository, which is not where the program is read. */
const toFile = /\[([^\]]+)\]\((?![a-z]+:|#)[^)]*\)/g

/**
 * The text of a README in which a link to another detection is the name by which it can be shown, and one to a file is its text
 * alone: on a terminal a relative path leads nowhere.
 */
export const nameLinks = (text: string): string =>
  text
    .replace(toDetection, (_, words: string, slug: string) => (words.includes(slug) ? words : `${words} (${slug})`))
    .replace(toFile, (_, words: string) => words)
