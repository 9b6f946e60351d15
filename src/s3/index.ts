export {
  completeFacts,
  emptyInventory,
  type Inventory,
  learn,
  mergeInventories,
} from './inventory.ts'
export { readFacts } from './read-facts.ts'
