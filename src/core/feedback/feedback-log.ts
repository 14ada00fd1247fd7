/** How many stars there are. */
export type Rating = 1 | 2 | 3 | 4 | 5;

/** What somebody thinks of the fleet, or of one task. */
export interface Feedback {
  /** Feedback that arrives twice under its id is kept once. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who gave it. */
  readonly by: string;
  readonly rating: Rating;
  /** Empty where only stars were given. */
  readonly text: string;
  /** Undefined where it is about no single task. */
  readonly taskId: string | undefined;
}

/** When it was given, in milliseconds since 1970; `from` belongs to it, `to` does not. */
interface FeedbackQuery {
  readonly from: number;
  readonly to: number;
}

/** Keeps what people say. It only grows. Every method rejects with AqeError STORE_UNAVAILABLE. */
export interface FeedbackLog {
  add(feedback: Feedback): Promise<void>;
  /** In the order in which it was given. */
  list(query: FeedbackQuery): Promise<readonly Feedback[]>;
}
