import { describe, expect, it, onTestFinished } from 'vitest';
import type { Feedback, FeedbackLog } from '../../src/core/feedback/feedback-log.ts';
import { START } from './budget-requests.ts';

interface Closable {
  readonly feedback: FeedbackLog;
  close(): Promise<void>;
}

function said(id: string, changes: Partial<Feedback> = {}): Feedback {
  return { id, at: START, by: 'Ann', rating: 4, text: 'works', taskId: undefined, ...changes };
}

/**
 * What every FeedbackLog has to do, as tests.
 * @param newPlace makes an empty place; called for each test, inside of it
 */
export function feedbackLogContract(newPlace: () => Promise<{ open(): Promise<Closable> }>): void {
  describe('feedback', () => {
    it('is kept once, whole, and given back by all handles in the order of time', async () => {
      const place = await newPlace();
      const [one, other] = [await place.open(), await place.open()];
      onTestFinished(async () => {
        await Promise.all([one.close(), other.close()]);
      });
      const always = { from: 0, to: Number.MAX_SAFE_INTEGER };
      expect(await other.feedback.list(always)).toEqual([]);
      const late = said('late', {
        at: START + 10,
        rating: 1,
        text: "näxt “wave” '); DROP TABLE aqe_feedback; --\n\t🙂",
        taskId: 'task-7',
      });
      const early = said('early', { at: START - 10, rating: 5, text: '' });
      for (const each of [
        late,
        early,
        { ...late, text: 'again' },
        said('last', { at: START + 10 }),
      ])
        await one.feedback.add(each);
      expect(await other.feedback.list(always)).toEqual([
        early,
        late,
        said('last', { at: START + 10 }),
      ]);
      expect(await other.feedback.list({ from: START - 10, to: START + 10 })).toEqual([early]);
    });

    it('has no rating but one to five', async () => {
      const place = await newPlace();
      const store = await place.open();
      onTestFinished(async () => store.close());
      for (const rating of [0, 6]) {
        // @ts-expect-error -- what the database is asked to refuse
        await expect(store.feedback.add(said('odd', { rating }))).rejects.toMatchObject({
          code: 'STORE_UNAVAILABLE',
        });
      }
      expect(await store.feedback.list({ from: 0, to: START * 2 })).toEqual([]);
    });
  });
}
