-- The seven detections over CloudTrail files. One pass reads the files and keeps what any of them can match;
-- only the members that they need are in the schema, so that DuckDB may skip the rest of each record.
CREATE TEMP TABLE candidates AS
WITH records AS (
  SELECT unnest(Records, recursive := false) AS record
  FROM read_json(
    '{files}',
    format = 'unstructured',
    compression = 'gzip',
    maximum_object_size = {objectBytes},
    columns = {
      Records: 'STRUCT(
        eventTime TIMESTAMP, eventSource VARCHAR, eventName VARCHAR, sourceIPAddress VARCHAR, userAgent VARCHAR,
        errorCode VARCHAR, requestParameters JSON, recipientAccountId VARCHAR,
        userIdentity STRUCT(arn VARCHAR, accountId VARCHAR, sessionContext STRUCT(sessionIssuer STRUCT(arn VARCHAR))))[]'
    })
)
SELECT
  record.eventTime AS time,
  record.eventName AS name,
  record.sourceIPAddress AS ip,
  record.userAgent AS agent,
  coalesce(record.errorCode, 'success') AS outcome,
  record.recipientAccountId AS account,
  coalesce(record.userIdentity.sessionContext.sessionIssuer.arn, record.userIdentity.arn, record.userIdentity.accountId)
    AS principal,
  record.requestParameters ->> 'bucketName' AS bucket,
  CASE WHEN record.eventName IN ('PutBucketVersioning', 'PutBucketReplication', 'CreateTask', 'PutBucketAcl',
    'CreateBucket', 'PutObjectAcl') THEN record.requestParameters END AS parameters
FROM records
WHERE (record.eventSource = 's3.amazonaws.com' AND (record.requestParameters ->> 'bucketName') IS NOT NULL)
   OR (record.eventSource = 'datasync.amazonaws.com' AND record.eventName = 'CreateTask');

WITH opened AS (
  SELECT agent, outcome, bucket, principal
  FROM candidates
  WHERE name IN ('PutBucketAcl', 'CreateBucket', 'PutObjectAcl')
    AND ((parameters ->> 'x-amz-acl') IN ('public-read', 'public-read-write', 'authenticated-read')
      OR regexp_matches(CAST(parameters -> 'accessControlList' AS VARCHAR), 'groups/global/(AllUsers|AuthenticatedUsers)')
      OR regexp_matches(CAST(parameters -> 'AccessControlPolicy' AS VARCHAR), 'groups/global/(AllUsers|AuthenticatedUsers)'))
),
presence AS (
  SELECT bucket, ip, min(time) AS first_seen
  FROM candidates
  WHERE outcome = 'success' AND regexp_matches(ip, '^[0-9a-f.:]+$')
  GROUP BY bucket, ip
),
learned AS (SELECT bucket, min(first_seen) AS since FROM presence GROUP BY bucket),
hours AS (
  SELECT principal, date_trunc('hour', time) AS hour, count(DISTINCT bucket) AS deleted
  FROM candidates
  WHERE name = 'DeleteBucket' AND outcome = 'success'
  GROUP BY ALL
),
history AS (
  SELECT *, avg(deleted) OVER earlier AS mean, stddev_samp(deleted) OVER earlier AS deviation,
    count(*) OVER earlier AS points
  FROM hours
  WINDOW earlier AS (PARTITION BY principal ORDER BY hour
    RANGE BETWEEN INTERVAL 30 DAYS PRECEDING AND INTERVAL 1 HOUR PRECEDING)
)
SELECT 'versioning suspended' AS detection, count(*) AS found FROM candidates
  WHERE name = 'PutBucketVersioning' AND (parameters -> 'VersioningConfiguration' ->> 'Status') = 'Suspended'
UNION ALL SELECT 'replication', count(*) FROM candidates
  WHERE name = 'PutBucketReplication' AND (parameters -> 'ReplicationConfiguration' -> 'Rule') IS NOT NULL
UNION ALL SELECT 'datasync task', count(*) FROM candidates WHERE name = 'CreateTask'
UNION ALL SELECT 'opened', count(*) FROM opened
UNION ALL SELECT 'opened over the cli', count(*) FROM opened WHERE agent LIKE '%aws-cli%'
UNION ALL SELECT 'new ip', count(*) FROM presence JOIN learned USING (bucket)
  WHERE first_seen >= since + INTERVAL 7 DAYS
UNION ALL SELECT 'deletion spike', count(*) FROM history
  WHERE (points > 15 AND deleted > mean + 3 * deviation) OR (points <= 15 AND deleted >= 5);
