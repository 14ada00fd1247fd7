import type { Feedback } from '../../core/feedback/feedback-log.ts';
import { ratingOf } from '../../core/feedback/summarize-feedback.ts';
import { numberOf, optionalTextOf, type Row, textOf } from './rows.ts';

/** In the order of {@link feedbackValues}. */
export const feedbackColumns = 'id, at, author, rating, text, task_id';

/** Feedback as the values of its columns. */
export function feedbackValues(feedback: Feedback): readonly (string | number | null)[] {
  const { id, at, by, rating, text, taskId } = feedback;
  // Neither database keeps what comes after it in a text.
  return [id, at, by, rating, text.replaceAll('\0', ''), taskId ?? null];
}

/** Feedback from its row. */
export function feedbackOf(row: Row): Feedback {
  const rating = ratingOf(numberOf(row, 'rating'));
  if (rating === undefined) throw new Error('rating has an unknown value');
  return {
    id: textOf(row, 'id'),
    at: numberOf(row, 'at'),
    by: textOf(row, 'author'),
    rating,
    text: textOf(row, 'text'),
    taskId: optionalTextOf(row, 'task_id'),
  };
}
