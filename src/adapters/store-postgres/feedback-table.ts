/** A step of the schema: see `schema-steps.ts`. */
export const feedbackTable: string = `
-- What people say of the fleet, and of its tasks.
CREATE TABLE aqe_feedback (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text COLLATE "C" NOT NULL UNIQUE,
  at bigint NOT NULL,
  author text NOT NULL,
  rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 5),
  text text NOT NULL,
  task_id text
);
CREATE INDEX aqe_feedback_at ON aqe_feedback (at);
`;
