/** Writes docs/reference/event-fields.md from the field catalogue. */
import { fieldGroups, renderFieldReference } from '#events'
import { settleReference } from './settle-reference.ts'

settleReference('event-fields.md', renderFieldReference(fieldGroups))
