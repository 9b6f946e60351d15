import type { Migration } from './migration.ts'

/**
 * The states of detections are kept in pieces, so that a batch reads and writes only what it touches. Keys are numbers
 * where they repeat: a million entries must fit into 250 MB.
 */
const tables = `
  -- Numbers and digests that there is one of: the last time seen, the version of the knowledge.
  CREATE TABLE fact (name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;

  -- A detection whose state depends on other things than before (another digest) begins anew.
  CREATE TABLE detection (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, digest TEXT NOT NULL) STRICT;

  -- What is kept together: a bucket and its habits, an actor and its counts. The empty name is the detection's own.
  CREATE TABLE scope (
    id INTEGER PRIMARY KEY,
    detection INTEGER NOT NULL REFERENCES detection ON DELETE CASCADE,
    name TEXT NOT NULL,
    UNIQUE (detection, name)
  ) STRICT;

  -- What a scope has many of: networks of a bucket, hours of an actor. The empty name is the scope's own.
  -- An open one may still become a finding when its surroundings change.
  CREATE TABLE entry (
    scope INTEGER NOT NULL REFERENCES scope ON DELETE CASCADE,
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    last INTEGER,
    open INTEGER NOT NULL,
    PRIMARY KEY (scope, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX open_entry ON entry (scope, name) WHERE open = 1;

  -- What takes part in which finding; an empty entry is all of the scope.
  CREATE TABLE contribution (
    scope INTEGER NOT NULL REFERENCES scope ON DELETE CASCADE,
    entry TEXT NOT NULL,
    finding TEXT NOT NULL,
    PRIMARY KEY (scope, entry, finding)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX contribution_finding ON contribution (finding);

  -- What the logs tell about the environment: own accounts, log buckets, DataSync locations, full names of roles.
  CREATE TABLE knowledge (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (kind, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE finding (
    id TEXT PRIMARY KEY,
    slug TEXT NOT NULL,
    -- What a person, or the logs, said of it last.
    status TEXT NOT NULL,
    severity TEXT NOT NULL,
    first_seen TEXT,
    last_seen TEXT,
    -- Epoch milliseconds of the program's clock.
    recorded INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    -- Grows with each change that is told on the output; told is the last one that was.
    revision INTEGER NOT NULL,
    told INTEGER NOT NULL,
    -- What it was made of is no longer kept, so that it stands as it is.
    settled INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX finding_status ON finding (status, last_seen);
  CREATE INDEX finding_untold ON finding (id) WHERE told < revision;

  CREATE TABLE finding_entity (
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    finding TEXT NOT NULL REFERENCES finding ON DELETE CASCADE,
    PRIMARY KEY (value, type, finding)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX finding_entity_finding ON finding_entity (finding);

  -- Append-only: who did what to a finding, when and why.
  CREATE TABLE finding_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    finding TEXT NOT NULL REFERENCES finding,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    action TEXT NOT NULL,
    reason TEXT
  ) STRICT;
  CREATE INDEX finding_history_finding ON finding_history (finding, id);
  CREATE TRIGGER finding_history_stays BEFORE DELETE ON finding_history
    BEGIN SELECT RAISE(ABORT, 'the history of findings is append-only'); END;
  CREATE TRIGGER finding_history_as_written BEFORE UPDATE ON finding_history
    BEGIN SELECT RAISE(ABORT, 'the history of findings is append-only'); END;

  CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    severity TEXT NOT NULL,
    recorded INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;

  CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  -- How far each part of a source has been read.
  CREATE TABLE position (
    source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    part TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (source, part)
  ) STRICT, WITHOUT ROWID;

  -- What was read, so that it is not read again; forgotten once it is behind the source's look-back.
  CREATE TABLE mark (
    source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    name TEXT NOT NULL,
    version TEXT NOT NULL,
    time INTEGER NOT NULL,
    PRIMARY KEY (source, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mark_time ON mark (source, time);

  -- What could not be used, with the reason: files, messages, lines.
  CREATE TABLE problem (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    at INTEGER NOT NULL,
    code TEXT NOT NULL,
    place TEXT NOT NULL,
    message TEXT NOT NULL
  ) STRICT;

  -- How many findings each allow entry has hidden, and when it last did.
  CREATE TABLE allow_entry (id TEXT PRIMARY KEY, hidden INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
`

export const first: Migration = {
  version: 1,
  about: 'states, findings with their history, what was read',
  apply: database => database.exec(tables),
}
