import { first } from './first.ts'
import type { Migration } from './migration.ts'

export const migrations: readonly Migration[] = [first]
