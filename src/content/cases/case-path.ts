import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { detectionFile } from '../detections/list-rule-files.ts'
import { caseFolders } from './cases.ts'

export interface CasePath {
  /** Of the detection. */
  readonly folder: string
  /** How the names of the cases begin: `fires/`, or `fires/denied.json`. */
  readonly start: string
}

/** What is meant by the path of a case, or of a folder of them; undefined for any other path. */
export function casePathOf(path: string): CasePath | undefined {
  const whole = resolve(path)
  const [name, parent] = [basename(whole), basename(dirname(whole))]
  const ofFolder = caseFolders.includes(name) ? { folder: dirname(path), start: `${name}/` } : undefined
  const ofFile = caseFolders.includes(parent)
    ? { folder: dirname(dirname(path)), start: `${parent}/${name}` }
    : undefined
  const found = [ofFolder, ofFile].find(one => one && existsSync(join(one.folder, detectionFile)))
  return found && existsSync(path) ? found : undefined
}
