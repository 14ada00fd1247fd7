import { describe, expect, it, onTestFinished } from 'vitest';
import type { OutcomeLog, VerifiedOutcome } from '../../src/core/escalation/outcome-log.ts';
import { START } from './budget-requests.ts';

interface Closable {
  readonly outcomes: OutcomeLog;
  close(): Promise<void>;
}

function outcome(id: string, accepted: number): VerifiedOutcome {
  const attempts = [{ model: 'haiku', accepted, cost: 1_234_567 }];
  return { id, at: START, agentType: 'test-generator', band: 1, attempts };
}

/**
 * What every OutcomeLog has to do, as tests.
 * @param newPlace makes an empty place; called for each test, inside of it
 */
export function outcomeLogContract(newPlace: () => Promise<{ open(): Promise<Closable> }>): void {
  describe('outcomes', () => {
    it('are kept once each, and given back by all handles, the latest ones in order', async () => {
      const place = await newPlace();
      const [one, other] = [await place.open(), await place.open()];
      onTestFinished(async () => {
        await Promise.all([one.close(), other.close()]);
      });
      expect(await other.outcomes.latest(10)).toEqual([]);
      for (const id of ['a', 'b', 'c', 'b'])
        await one.outcomes.add(outcome(id, id === 'b' ? 1 : 0));
      expect(await other.outcomes.latest(2)).toEqual([outcome('b', 1), outcome('c', 0)]);
      expect(await other.outcomes.latest(10)).toHaveLength(3);
    });
  });
}
