import type { RolloutReport } from '../rollout-report.ts';

/** The messages of the communication plan, in the order in which they are sent. */
export const messageNames = [
  'announcement',
  'documentation',
  'window',
  'progress',
  'status',
  'incident',
  'complete',
  'success',
  'results',
] as const;
export type MessageName = (typeof messageNames)[number];

/** A message before it is known what people fill in. */
interface Message {
  readonly subject: string;
  /** One item a line. */
  readonly lines: readonly string[];
}

/** Fills a message from real numbers; `{name}` is for people to fill in. */
export type WriteMessage = (report: RolloutReport) => Message;

/** A message that can be sent, as `aqe report rollout --template <name> --json` prints it. */
export interface FilledMessage {
  readonly template: MessageName;
  readonly subject: string;
  readonly body: string;
  /** What nobody has filled in: it stands in brackets. */
  readonly open: readonly string[];
}
