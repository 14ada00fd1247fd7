/** A step of the schema: see `schema-steps.ts`. */
export const feedbackTable: string = `
-- What people say of the fleet, and of its tasks.
CREATE TABLE aqe_feedback (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
  text TEXT NOT NULL,
  task_id TEXT
);
CREATE INDEX aqe_feedback_at ON aqe_feedback (at);
`;
