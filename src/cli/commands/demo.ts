import { join } from 'node:path'
import { packageRoot } from '#content'
import type { ReportFormat } from '#reports'
import type { ConfigOptions } from '../load-configuration.ts'
import { called } from '../terminal.ts'
import { runScan } from './scan.ts'

export interface DemoOptions extends ConfigOptions {
  readonly format?: readonly ReportFormat[]
  readonly verbose?: boolean
  readonly color: boolean
}

/** Scans the bundled month of logs of a made-up account in which someone turns up who should not be there. */
export function runDemo(options: DemoOptions): Promise<number> {
  const logs = join(packageRoot(), 'demo', 'logs')
  const next = ['scan <your folder of CloudTrail or S3 access logs>', 'detections list', 'scan --help'].map(
    words => `${called()} ${words}`,
  )
  return runScan([logs], { ...options, format: options.format ?? ['table'], progress: true }, next)
}
