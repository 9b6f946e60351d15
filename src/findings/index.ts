export type { Entity, EntityRisk, Finding, Incident, Severity, WhyReason } from './finding.ts'
export { compareSeverity } from './severity.ts'
export { type Findings, toFindings } from './to-findings.ts'
