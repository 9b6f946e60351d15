/** Writes the JSON Schemas of what `scan` prints, from the shapes in src/reports/schemas.ts. */
import { z } from 'zod'
import { findingSchema, incidentSchema, reportSchema } from '../src/reports/schemas.ts'
import { settleReference } from './settle-reference.ts'

const schemas = { finding: findingSchema, incident: incidentSchema, report: reportSchema }

for (const [name, schema] of Object.entries(schemas)) {
  const json = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      // A later version may add members without a new number; readers should not break on them.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  settleReference(`${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`)
}
