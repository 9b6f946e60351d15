export { emptyInventory, type Inventory, learn, mergeInventories } from './inventory.ts'
export { knowledgeOf, summariseKnowledge } from './knowledge.ts'
export { readFacts } from './read-facts.ts'
export { teachingCalls, teachingPaths } from './teaching.ts'
