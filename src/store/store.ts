import { ok, type Result } from '#primitives'
import { AllowTable } from './allow-entries.ts'
import { ContributionTable } from './contributions.ts'
import { Database } from './database.ts'
import { FactTable } from './facts.ts'
import { FindingTable } from './findings.ts'
import { IncidentTable } from './incidents.ts'
import { KnowledgeTable } from './knowledge.ts'
import { SourceTable } from './sources.ts'
import { StateTable } from './states.ts'

/** The state file: what was learnt, what was found, what was read. One process writes at a time, others read. */
export class Store {
  readonly #database: Database
  readonly facts: FactTable
  readonly states: StateTable
  readonly contributions: ContributionTable
  readonly knowledge: KnowledgeTable
  readonly findings: FindingTable
  readonly incidents: IncidentTable
  readonly sources: SourceTable
  readonly allow: AllowTable

  private constructor(database: Database) {
    this.#database = database
    this.facts = new FactTable(database)
    this.states = new StateTable(database)
    this.contributions = new ContributionTable(database)
    this.knowledge = new KnowledgeTable(database)
    this.findings = new FindingTable(database)
    this.incidents = new IncidentTable(database)
    this.sources = new SourceTable(database)
    this.allow = new AllowTable(database)
  }

  /** Makes the file and brings it up to date where need be. */
  static open(file: string): Result<Store> {
    return storeOf(Database.open(file))
  }

  /** Fails when there is no such file. */
  static openExisting(file: string): Result<Store> {
    return storeOf(Database.openExisting(file))
  }

  /** For use by the static openers only. */
  static of(database: Database): Store {
    return new Store(database)
  }

  get file(): string {
    return this.#database.file
  }

  /** All of it or nothing; other writers wait. */
  transaction<T>(work: () => T): Result<T> {
    return this.#database.transaction(work)
  }

  /** For looks that belong together: all of one moment. */
  snapshot<T>(work: () => T): Result<T> {
    return this.#database.snapshot(work)
  }

  /** Gives the room of what was dropped back to the disk. */
  shrink(): Result<void> {
    return this.#database.shrink()
  }

  close(): void {
    this.#database.close()
  }
}

const storeOf = (database: Result<Database>): Result<Store> => (database.ok ? ok(Store.of(database.value)) : database)
