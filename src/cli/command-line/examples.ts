import type { Command } from 'commander'
import { called } from '../terminal.ts'

/**
 * What the help of each command shows, by its path. They work as they stand where the demo's logs are at hand, as in a checkout, one
 * after the other: a test runs all but those that need AWS or do not end.
 */
const examples: Readonly<Record<string, readonly string[]>> = {
  '': [
    'demo',
    'scan demo/logs',
    'explain 6ff1aeadcf567bc1 demo/logs',
    'scan s3://amzn-s3-demo-logs/AWSLogs/ --from 7d --dry-run',
  ],
  scan: [
    'scan demo/logs --from 2026-10-17 --bucket amzn-s3-demo-reports',
    'scan demo/logs -f markdown -o report.md -f csv -o findings.csv',
    'scan demo/logs/access-logs --baseline demo/logs/cloudtrail',
    'scan demo/logs -f json -o findings.json --state bucketwatch.db',
  ],
  explain: ['explain 6ff1aeadcf567bc1 demo/logs', 'explain ee1fe85e-39cf-4048-a3fe-b04464e856b0 demo/logs'],
  backtest: ['backtest demo/logs', 'backtest demo/logs --detection bucket-deleted bucket-replicated'],
  watch: ['watch demo/logs --state bucketwatch.db', 'watch sqs://sqs.eu-west-1.amazonaws.com/111122223333/logs'],
  'findings list': [
    'findings list --state bucketwatch.db --min-severity high',
    'findings list --state bucketwatch.db --entity role/platform-operations --status all',
  ],
  'findings show': ['findings show 6ff1 --state bucketwatch.db'],
  'findings ack': ['findings ack 6ff1 --reason "asked the owner" --state bucketwatch.db'],
  'findings resolve': ['findings resolve 6ff1 --reason "our backup" --state bucketwatch.db'],
  'findings reopen': ['findings reopen 6ff1 --state bucketwatch.db'],
  'findings export': ['findings export -o findings.csv --state bucketwatch.db'],
  doctor: ['doctor demo/logs', 'doctor s3://amzn-s3-demo-logs/AWSLogs/'],
  'baseline learn': ['baseline learn demo/logs --state bucketwatch.db'],
  'baseline show': ['baseline show role/platform-operations --state bucketwatch.db'],
  'baseline forget': ['baseline forget 203.0.113.77 --state bucketwatch.db'],
  'baseline export': ['baseline export -o baseline.jsonl --state bucketwatch.db'],
  'baseline import': ['baseline import baseline.jsonl --state other.db'],
  'detections show': ['detections show bucket-replicated', 'detections show "AWS Exfiltration via Bucket Replication"'],
  'detections new': ['detections new bucket-logging-disabled --in rules --event PutBucketLogging'],
  'detections test': [
    'detections test bucket-replicated',
    'detections test rules/bucket-logging-disabled',
    'detections test rules/bucket-logging-disabled/fires/denied.json',
  ],
  'detections lint': ['detections lint rules'],
  'detections coverage': ['detections coverage demo/logs', 'detections coverage -f navigator > layer.json'],
  'stories show': ['stories show exposure'],
  init: ['init', 'init other.yaml'],
  'config check': ['config check', 'config check --config other.yaml'],
  'allow add': [
    'allow add --from 6ff1 --state bucketwatch.db --reason "nightly copy" --owner "storage team" --expires 90d',
    'allow add --from 3414 --findings findings.json --reason "nightly copy" --owner "storage team" --expires never --match bucket --dry-run',
  ],
  'allow check': ['allow check --state bucketwatch.db'],
}

const exitCodes =
  'Exit codes: 0 done, 1 findings (--fail-on), 2 usage, rules or configuration, 3 input, 4 incomplete (--strict),\n5 state file, 130 interrupted.'

/** Adds them to the help of a command and of those below it. */
export function addExamples(command: Command, path = ''): void {
  const own = examples[path] ?? []
  const text = own.map(words => `  ${called()} ${words}`).join('\n')
  const more = path === '' ? `\n${exitCodes}\n\n${called()} <command> --help shows its options and examples.\n` : ''
  if (own.length > 0) command.addHelpText('after', `\nExample${own.length > 1 ? 's' : ''}:\n${text}\n${more}`)
  for (const child of command.commands) addExamples(child, `${path} ${child.name()}`.trim())
}
