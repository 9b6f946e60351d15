import { first } from './first.ts'
import type { Migration } from './migration.ts'
import { second } from './second.ts'

export const migrations: readonly Migration[] = [first, second]
