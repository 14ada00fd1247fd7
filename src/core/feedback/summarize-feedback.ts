import type { Interval } from '../statistics/interval.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import type { Feedback, Rating } from './feedback-log.ts';

/** From so many stars on somebody is satisfied. */
const SATISFIED = 4;
const ratings: readonly Rating[] = [1, 2, 3, 4, 5];

/** What many people say together. */
export interface FeedbackSummary {
  readonly count: number;
  /** Null where nobody said anything. */
  readonly mean: number | null;
  /** The share that gave four or five stars; null where nobody said anything. */
  readonly satisfied: number | null;
  /** 95 %, Wilson's, of `satisfied`. */
  readonly satisfiedInterval: Interval | null;
  /** How often each rating was given, from 1 to 5. */
  readonly byRating: readonly { readonly rating: Rating; readonly count: number }[];
}

/** Sums up feedback. */
export function summarizeFeedback(all: readonly Pick<Feedback, 'rating'>[]): FeedbackSummary {
  const count = all.length;
  const satisfied = all.filter(({ rating }) => rating >= SATISFIED).length;
  const byRating = ratings.map((rating) => ({
    rating,
    count: all.filter((one) => one.rating === rating).length,
  }));
  if (count === 0) {
    return { count, mean: null, satisfied: null, satisfiedInterval: null, byRating };
  }
  return {
    count,
    mean: all.reduce((sum, { rating }) => sum + rating, 0) / count,
    satisfied: satisfied / count,
    satisfiedInterval: wilsonInterval({ trials: count, events: satisfied }),
    byRating,
  };
}

/** A number of stars; undefined for what is none. */
export function ratingOf(value: number): Rating | undefined {
  return ratings.find((rating) => rating === value);
}
