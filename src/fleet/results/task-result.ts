/** One file that an agent made. */
export interface MadeFile {
  /** Relative to the project, with forward slashes. */
  readonly path: string;
  readonly content: string;
  readonly purpose?: string | undefined;
}

/** What an agent found. */
export interface Report {
  readonly verdict: 'pass' | 'fail' | 'undecided';
  readonly summary: string;
  readonly findings: readonly ReportFinding[];
  readonly metrics?: Readonly<Record<string, number>> | undefined;
}

/** One thing that an agent found. */
export interface ReportFinding {
  readonly severity: 'critical' | 'high' | 'medium' | 'low' | 'info';
  readonly title: string;
  readonly detail: string;
  readonly location?: string | undefined;
  readonly recommendation?: string | undefined;
}

/** An answer, read as what the agent had to give. */
export type TaskResult =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'files'; readonly files: readonly MadeFile[]; readonly notes: string }
  | { readonly kind: 'report'; readonly report: Report }
  /** It is not of the promised form; the text is all there is. */
  | { readonly kind: 'malformed'; readonly text: string; readonly problems: readonly string[] };
