/** Ends a switch over a union: a new member then fails to compile. */
export function absurd(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
