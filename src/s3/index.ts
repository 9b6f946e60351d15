export {
  completeFacts,
  emptyInventory,
  type Inventory,
  type KnownLocation,
  learn,
  mergeInventories,
} from './inventory.ts'
export { readFacts } from './read-facts.ts'
