/** A step of the schema: see `schema-steps.ts`. */
export const outcomeTable: string = `
-- What became of tasks whose answers were verified; attempts is a JSON list.
CREATE TABLE aqe_outcomes (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  at bigint NOT NULL,
  agent_type text NOT NULL,
  band integer NOT NULL,
  attempts text NOT NULL
);
`;
