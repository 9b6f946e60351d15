export {
  ascend,
  begin,
  currentDepth,
  descend,
  elementCount,
  elementStart,
  mark,
  scan,
  scannedTo,
  setMaxNesting,
  shift,
  stoppedAt,
} from './borders.as'
export {
  ELEMENTS,
  ENTRIES,
  KEY_TEXT,
  KEY_TEXT_SIZE,
  MAX_ENTRIES,
  MAX_NODES,
  NODES,
  OCCASION,
  slotOf,
  TAPE,
  TEXT,
  WINDOW,
} from './memory.as'
export { project, shapeNumber } from './projection.as'
export { shapeIsFresh } from './shapes.as'
export { textLength } from './tape.as'
