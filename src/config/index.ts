export { checkEnvironment, keysOf } from './check-config.ts'
export { renderConfigSchema } from './config-schema.ts'
export { type ShapeContext, shapeIssues } from './shape-issues.ts'
export { parseYamlFile, type YamlFile } from './yaml-file.ts'
