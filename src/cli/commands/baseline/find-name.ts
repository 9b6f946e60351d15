import type { Detection } from '#detect'
import { learntNames, namesMeant } from '#pipeline'
import { escapeTerminal, type Result } from '#primitives'
import type { Store } from '#store'
import { CommandError, exitCodes } from '../../exit-codes.ts'
import { stateFailure } from '../../open-store.ts'
import { suggestion } from '../../suggestion.ts'

/** The one name, as baselines have it, that is meant by what was given; ends the command when there is none, or several. */
export function findName(store: Store, detections: readonly Detection[], given: string): string {
  const [name, ...others] = usable(namesMeant(store, detections, given))
  const said = escapeTerminal(given)
  if (name === undefined) {
    const near = suggestion(given, usable(learntNames(store, detections)))
    throw new CommandError(
      `nothing was learnt of ${said}${escapeTerminal(near)}\n  A bucket is named by its name, an actor by its ARN or as reports name it (role/deploy), a network by its address or prefix.`,
      exitCodes.input,
    )
  }
  if (others.length === 0) return name
  const names = [name, ...others].map(one => `\n  ${escapeTerminal(one)}`)
  throw new CommandError(`${said} is the name of several actors; name one of them by its ARN:${names.join('')}`)
}

function usable<T>(result: Result<T>): T {
  if (!result.ok) throw stateFailure(result.issues)
  return result.value
}
