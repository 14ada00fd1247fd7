/** A step of the schema: see `schema-steps.ts`. */
export const flagTables: string = `
-- One row: what all replicas share.
CREATE TABLE aqe_flags (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  generation INTEGER NOT NULL,
  change_id TEXT NOT NULL,
  content TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
INSERT INTO aqe_flags VALUES (1, 0, '', '{}', 0, '', '');

CREATE TABLE aqe_replicas (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  report TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE aqe_audit (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  details TEXT NOT NULL
) STRICT;
CREATE TRIGGER aqe_audit_keeps BEFORE DELETE ON aqe_audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
CREATE TRIGGER aqe_audit_stays BEFORE UPDATE ON aqe_audit BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END;
`;
