import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * Where the state is kept unless `--state` says otherwise: `$XDG_STATE_HOME/bucketwatch/bucketwatch.db`, by default
 * under `~/.local/state` (https://specifications.freedesktop.org/basedir-spec/latest/; a relative path is ignored).
 */
export function defaultStateFile(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const named = environment.XDG_STATE_HOME
  const home = named !== undefined && isAbsolute(named) ? named : join(environment.HOME ?? homedir(), '.local', 'state')
  return join(home, 'bucketwatch', 'bucketwatch.db')
}
