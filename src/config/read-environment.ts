import { closest, didYouMean, type Issue, isNonEmpty, type JsonValue, ok, type Result } from '#primitives'
import { meansSetting, type Setting, settings, variableOf } from './settings.ts'

/** The variables of the process, as `process.env` has them. */
export type Variables = Readonly<Record<string, string | undefined>>

/** The settings that environment variables tell, by path. */
export function readVariables(variables: Variables): Result<ReadonlyMap<string, JsonValue>> {
  const byName = new Map(settings.filter(({ form }) => form !== 'file-only').map(one => [variableOf(one.path), one]))
  const told = new Map<string, JsonValue>()
  const issues: Issue[] = []
  for (const [name, text] of Object.entries(variables)) {
    if (text === undefined || !(meansSetting(name) || byName.has(name))) continue
    const setting = byName.get(name)
    if (setting === undefined) issues.push(unknownVariable(name, [...byName.keys()]))
    else told.set(setting.path, valueOf(setting, text))
  }
  return isNonEmpty(issues) ? { ok: false, issues } : ok(told)
}

function valueOf({ form }: Setting, text: string): JsonValue {
  if (form === 'list') {
    return text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== '')
  }
  return form === 'number' && /^\d+$/.test(text) ? Number(text) : text
}

function unknownVariable(name: string, names: readonly string[]): Issue {
  return {
    code: 'unknown-variable',
    message: `the environment variable stands for no setting${didYouMean(closest(name, names), '')}`,
    at: { file: name },
    received: name,
  }
}
