import { type Check, checksOf, sigmaChecks } from '#sigma'

/** What is wrong with a detection, or with a rule that is to run over the logs that are read here. */
const contentChecks: readonly Check[] = [
  ...checksOf('error', [
    [
      201,
      'unsupported-logsource',
      'A rule for another log',
      'CloudTrail (`product: aws`, `service: cloudtrail`) and S3 server access logs (`service: s3_access_log`) are read.',
    ],
    [202, 'unreadable-file', 'A file that cannot be opened', 'The operating system refuses to read it.'],
    [
      203,
      'bad-value',
      'A value that the `bucketwatch` block does not allow',
      'The block has a JSON Schema: docs/reference/detection.schema.json.',
    ],
    [204, 'unknown-attack-tag', 'A tag that is no tactic or technique of ATT&CK', 'Reports sort findings by them.'],
    [205, 'message-template', 'A brace without its partner', 'A slot is written as `{field}`.'],
    [
      206,
      'late-field',
      'A field that is known too late',
      'First-seen, spikes and correlations have to know each event when it is seen.',
    ],
    [207, 'too-many-adjustments', 'Too many adjustments of the risk', 'Nobody could say where the score comes from.'],
    [208, 'duplicate-slug', 'Two detections of one name', 'Findings name their detection.'],
    [209, 'duplicate-id', 'Two rules with one id', 'One of them is a copy; give it an id of its own.'],
    [210, 'duplicate-detection', 'Two detections of one name', 'Findings name their detection.'],
    [211, 'unknown-detection', 'A detection that is not there', 'Another one names it, most likely misspelt.'],
    [212, 'unknown-refines', 'A refined detection that is not there', 'Another one names it, most likely misspelt.'],
    [213, 'unknown-story', 'A story that is not there', 'Stories stand in stories/.'],
    [214, 'story-mismatch', 'A story and its detections do not name each other', 'Both lists are read by people.'],
    [215, 'refines-itself', 'Detections that refine one another in a circle', 'None of them is the more exact one.'],
    [216, 'refines-state', 'Refining a history', 'Only a detection of kind match can refine another one of that kind.'],
    [217, 'correlates-itself', 'Correlations in a circle', 'None of them could ever be counted.'],
    [218, 'correlates-state', 'A correlation of a history', 'Only events can be counted.'],
    [219, 'not-utf8', 'A file that is not UTF-8', 'A letter that cannot be read would be looked for as another one.'],
  ]),
  ...checksOf('warning', [
    [
      301,
      'unwritten-event-name',
      'A name of a call that CloudTrail never writes',
      'Names of IAM actions and of the API differ from those in the log in places; the rule stays silent for ever.',
    ],
    [
      302,
      'missing-event-source',
      'A call without its service',
      'Calls of one name exist in several services. It also costs time: records of every service must be read.',
    ],
  ]),
]

/** Every check, of Sigma and of what stands around it. */
export const allChecks: readonly Check[] = [...sigmaChecks, ...contentChecks]
