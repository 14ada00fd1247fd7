import type { Feedback, Rating } from '../../core/feedback/feedback-log.ts';
import { type FeedbackSummary, summarizeFeedback } from '../../core/feedback/summarize-feedback.ts';
import type { ReportedPeriod } from '../reported-period.ts';

/** What people said in a period, as `aqe feedback list --json` prints it. */
export interface FeedbackReport {
  readonly period: ReportedPeriod;
  readonly summary: FeedbackSummary;
  /** In the order in which it was given. */
  readonly feedback: readonly FeedbackLine[];
}

/** What one of them said. */
export interface FeedbackLine {
  readonly id: string;
  /** UTC. */
  readonly at: string;
  readonly by: string;
  readonly rating: Rating;
  readonly text: string;
  readonly task: string | null;
}

/** Makes a report of what was said. */
export function feedbackReport(period: ReportedPeriod, all: readonly Feedback[]): FeedbackReport {
  return { period, summary: summarizeFeedback(all), feedback: all.map(feedbackLine) };
}

/** Feedback as it is printed. */
export function feedbackLine({ id, at, by, rating, text, taskId }: Feedback): FeedbackLine {
  return { id, at: new Date(at).toISOString(), by, rating, text, task: taskId ?? null };
}
