export type { Entity, EntityRisk, Finding, Incident, Severity, WhyReason } from './finding.ts'
