/**
 * The same text in memory of its own. The engine makes a part of a long text by pointing into it, and joined texts by pointing at
 * their parts, so that what is kept of a line would keep the whole line.
 */
export const ownText = (text: string): string => ` ${text}`.slice(1)
