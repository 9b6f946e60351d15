let stop: (() => void) | undefined

/** For a command that has something to finish first: the first signal calls this, the second ends the program at once. */
export function onFirstSignal(callback: () => void): void {
  stop = callback
}

/** Whether the command that runs ends by itself; asked only once. */
export function askToStop(): boolean {
  const callback = stop
  stop = undefined
  callback?.()
  return callback !== undefined
}
