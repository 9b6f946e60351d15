-- What the seven can see in server access logs: access from a new address, and bucket deletions. Lines are read whole
-- and taken apart by an expression that allows quotes inside quoted fields.
CREATE TEMP TABLE requests AS
WITH lines AS (
  SELECT regexp_extract(
    line,
    '^(\S+) (\S+) \[([^\]]+)\] (\S+) (\S+) (\S+) (\S+) (\S+) (?:"(.*?)"|-) (\d{3}|-) (\S+) ',
    ['owner', 'bucket', 'time', 'ip', 'requester', 'request_id', 'operation', 'key', 'uri', 'status', 'error']
  ) AS field
  FROM read_csv('{files}', columns = {line: 'VARCHAR'}, delim = E'\x01', quote = '', escape = '', header = false,
    max_line_size = 1048576)
)
SELECT
  strptime(field.time, '%d/%b/%Y:%H:%M:%S %z') AS time,
  field.bucket AS bucket,
  field.ip AS ip,
  field.requester AS requester,
  field.operation AS operation,
  field.status AS status
FROM lines;

WITH presence AS (
  SELECT bucket, ip, min(time) AS first_seen
  FROM requests
  WHERE (status LIKE '2%' OR status = '304') AND ip <> '-'
  GROUP BY bucket, ip
),
learned AS (SELECT bucket, min(first_seen) AS since FROM presence GROUP BY bucket),
hours AS (
  SELECT requester, date_trunc('hour', time) AS hour, count(DISTINCT bucket) AS deleted
  FROM requests
  WHERE operation = 'REST.DELETE.BUCKET' AND status = '204'
  GROUP BY ALL
)
SELECT 'new ip' AS detection, count(*) AS found FROM presence JOIN learned USING (bucket)
  WHERE first_seen >= since + INTERVAL 7 DAYS
UNION ALL SELECT 'deletion spike', count(*) FROM hours WHERE deleted >= 5;
