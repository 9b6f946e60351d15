export {
  addInventory,
  emptyInventory,
  type Inventory,
  learn,
  learnAlike,
  mergeInventories,
} from './inventory/inventory.ts'
export { knowledgeOf, summariseKnowledge } from './inventory/knowledge.ts'
export { teachingCalls, teachingPaths } from './inventory/teaching.ts'
export { readFacts } from './read-facts.ts'
