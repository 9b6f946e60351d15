import type { Migration } from './migration.ts'

/**
 * An entry can be judged without its value, which is most of it: by a brief of a few bytes. The value stands last, since SQLite reads
 * a row from its front, and what is behind a long value only by way of all the pages that hold it.
 */
const tables = `
  CREATE TABLE entry_with_brief (
    scope INTEGER NOT NULL REFERENCES scope ON DELETE CASCADE,
    name TEXT NOT NULL,
    last INTEGER,
    open INTEGER NOT NULL,
    -- JSON; of a row that was written before there were any, null.
    brief TEXT,
    value BLOB NOT NULL,
    PRIMARY KEY (scope, name)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO entry_with_brief (scope, name, last, open, value) SELECT scope, name, last, open, value FROM entry;
  DROP TABLE entry;
  ALTER TABLE entry_with_brief RENAME TO entry;
  CREATE INDEX open_entry ON entry (scope, name) WHERE open = 1;
`

export const second: Migration = {
  version: 2,
  about: 'pieces of states with a brief to judge them by',
  apply: database => database.exec(tables),
}
