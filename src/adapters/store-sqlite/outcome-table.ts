/** A step of the schema: see `schema-steps.ts`. */
export const outcomeTable: string = `
-- What became of tasks whose answers were verified; attempts is a JSON list.
CREATE TABLE aqe_outcomes (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  agent_type TEXT NOT NULL,
  band INTEGER NOT NULL,
  attempts TEXT NOT NULL
) STRICT;
`;
