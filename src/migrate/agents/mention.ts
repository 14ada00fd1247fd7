import type { Reference } from '../code/facts/reference.ts';
import type { Span } from '../code/syntax/path-at.ts';

/** How the name performTask is mentioned outside of the members that are renamed. */
export type MentionKind =
  /** `agent.performTask(task)`: goes on to work through the wrapper, or the base of 1.0.5. */
  | 'call'
  /** `jest.spyOn(agent, 'performTask')` */
  | 'spy'
  /** `agent.performTask = …` */
  | 'assignment'
  /** `agent['performTask']`, `Agent['performTask']` */
  | 'bracket'
  /** Read without a call. */
  | 'reference'
  /** A member of an interface, an object literal, a pattern. */
  | 'member'
  | 'string'
  | 'comment'
  /** A file that is no source code. */
  | 'document';

/** A place that a person may want to look at. */
export interface Mention {
  readonly kind: MentionKind;
  /** The name, without quotes. */
  readonly name: Span;
  /** The class whose instance it is used on, where that is written in the file. */
  readonly receiver: Reference | undefined;
}
