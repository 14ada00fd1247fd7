/** The shape of an agent's answer. */
export interface ResultFormat {
  /** `text` is taken as it comes; the others are one JSON value that must fit its schema. */
  readonly kind: 'text' | 'files' | 'report';
  /** The schema in `schemas/`, for the kinds that have one. */
  readonly schema?: string | undefined;
  /** What the model is told about the form of its answer. */
  readonly instructions: string;
}

/** Prose, Markdown, whatever the task asks for. */
export const textFormat: ResultFormat = {
  kind: 'text',
  instructions: 'Answer in Markdown, without a preamble and without repeating the task.',
};

/** Files to be written. */
export const filesFormat: ResultFormat = {
  kind: 'files',
  schema: 'result-files.schema.json',
  instructions: `Answer with exactly one JSON object and nothing else, no code fence:
{"files": [{"path": "relative/path.ext", "content": "the whole file", "purpose": "one sentence"}], "notes": "what the reader must know, or an empty text"}
Paths are relative to the project, with forward slashes, and never leave it. Every file is complete: no placeholders, no "rest as before".`,
};

/** A judgement with its reasons. */
export const reportFormat: ResultFormat = {
  kind: 'report',
  schema: 'result-report.schema.json',
  instructions: `Answer with exactly one JSON object and nothing else, no code fence:
{"verdict": "pass" | "fail" | "undecided", "summary": "two or three sentences", "findings": [{"severity": "critical" | "high" | "medium" | "low" | "info", "title": "one line", "detail": "what and why", "location": "path:line, or an empty text", "recommendation": "what to do"}], "metrics": {"name": number}}
"undecided" when what you were given does not suffice: say in the summary what is missing. Findings are sorted, the gravest first. "metrics" has only numbers that were given or counted, never estimates; leave it empty otherwise.`,
};
