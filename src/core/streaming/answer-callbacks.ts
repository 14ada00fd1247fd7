import type { VerdictEvent } from './events.ts';
import type { StreamCallbacks } from './stream-callbacks.ts';

/** What an agent is told while its question is answered: beyond what tools tell, what is said of each answer where answers are verified. */
export interface AnswerCallbacks extends StreamCallbacks {
  onVerdict?: (verdict: Omit<VerdictEvent, 'type'>) => void;
}
