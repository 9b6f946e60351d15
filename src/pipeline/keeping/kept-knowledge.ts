import { addInventory } from '#s3'
import type { Store } from '#store'
import { type Known, knowledgeRows, knownFrom, rowIn, saysOtherwise } from './inventory-rows.ts'

/**
 * What the logs tell about the environment, in the store, and as of the last look in memory: other processes learn too.
 * Within a transaction only.
 */
export class KeptKnowledge {
  readonly #store: Store
  #known: Known | undefined
  #version: number | undefined

  constructor(store: Store) {
    this.#store = store
  }

  /** A transaction came to nothing: what is in memory may never have been written. */
  forget(): void {
    this.#known = undefined
  }

  get known(): Known {
    const version = this.#store.facts.number('knowledge-version') ?? 0
    if (this.#known === undefined || this.#version !== version) {
      this.#known = knownFrom(this.#store.knowledge.all())
      this.#version = version
    }
    return this.#known
  }

  /** Whether more, or something else, is known now. */
  learn(learnt: Known): { readonly otherwise: boolean; readonly newRoles: readonly string[] } {
    const { known } = this
    const names = knowledgeRows(learnt)
    const before = names.map(name => rowIn(known, name))
    const newRoles = [...learnt.roles].filter(name => !known.roles.has(name))
    addInventory(known.inventory, learnt.inventory)
    for (const name of learnt.roles) known.roles.add(name)
    let otherwise = false
    let written = false
    for (const [index, name] of names.entries()) {
      const row = rowIn(known, name)
      if (row === undefined) continue
      if (this.#store.knowledge.write(row.kind, row.name, row.value)) written = true
      if (saysOtherwise(before[index], row) && !newRoles.includes(row.name)) otherwise = true
    }
    if (written) {
      this.#version = (this.#version ?? 0) + 1
      this.#store.facts.write('knowledge-version', this.#version)
    }
    return { otherwise, newRoles }
  }
}
