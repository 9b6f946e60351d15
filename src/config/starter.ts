/**
 * What `bucketwatch init` writes: every setting, explained, and none set. It passes `config check` as it is.
 *
 * @param schema the path of the JSON Schema, for editors.
 */
export const starterConfig = (schema: string): string => `# yaml-language-server: $schema=${schema}
#
# What Bucketwatch should know about your environment. Everything is optional; take the # away from what you need.
# A flag wins over an environment variable (BUCKETWATCH_ACCOUNTS__OWN=111122223333,444455556666), that over this file.
# Check it with: bucketwatch config check

# Accounts of your organization. Those whose logs are read are known already; name those whose logs are not.
# accounts:
#   own: ['111122223333']
#   # Others that may have access: partners, vendors, a scanner.
#   known:
#     - { id: '444455556666', name: backup vendor }

# Buckets by name or glob.
# buckets:
#   # Where logs are kept, if no CreateTrail or PutBucketLogging in the logs tells it.
#   logs: [example-cloudtrail-*]
#   # Where a finding weighs more.
#   sensitive: [example-customer-*, example-backups]

# Networks that you know: offices, VPN, NAT gateways.
# networks:
#   trusted: [192.0.2.0/24, '2001:db8::/32']

# Users and roles that are programs, by ARN or name.
# principals:
#   automation: [deploy-*, 'arn:aws:iam::111122223333:role/ci/*']

# Known bad addresses and networks, or files with one of them per line.
# indicators:
#   addresses: [203.0.113.66, lists/bad-addresses.txt]

# Values for the placeholders of Sigma rules: field|expand: '%admins%'
# placeholders:
#   admins: [ada, grace]

# More Sigma rules or detection folders; paths are meant from this file.
# rules: [rules]
# When one of them cannot be used: refuse to run, or skip it and say so.
# unusable_rules: refuse

# Detections that are not to run.
# detections:
#   disable: [datasync-task-created]

# Changes to scores, with a reason that is shown with each finding.
# risk:
#   adjust:
#     - detection: bucket-replicated
#       when: { s3.bucket: example-backups }
#       add: -30
#       reason: replicated on purpose

# Exceptions hide a finding when all that it is about lies within. Globs, for network.ip networks; lists are alternatives.
# allow:
#   - match: { detection: bucket-replicated, actor.principal: '*:role/backup', bucket: [example-*] }
#     reason: nightly copy to the recovery account
#     owner: storage team
#     expires: '2027-06-30'

# What the command watch reads, and the file that keeps baselines, findings and positions.
# sources: [s3://example-cloudtrail-logs/AWSLogs/]
# state: /var/lib/bucketwatch/bucketwatch.db

# Bounds for hostile input, and reading threads.
# limits:
#   workers: 4
#   max_file_size: 64GB
#   max_record_size: 16MB
#   # How late a log file may come after others, for watch.
#   lateness: 2d
`
