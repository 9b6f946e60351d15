/** Writes the JSON Schema of bucketwatch.yaml, which `init` names for editors. */
import { renderConfigSchema } from '../src/config/index.ts'
import { settleReference } from './settle-reference.ts'

settleReference('config.schema.json', renderConfigSchema())
