import { describe, expect, it } from 'vitest';
import type { ModelQuestion } from '../../src/fleet/agent/model-question.ts';
import { badThenGood, escalatingFleet, judged } from '../helpers/escalating-fleet.ts';

const system = `You know these rules by heart. ${'A cart belongs to one worker. '.repeat(4000)}`;
/** Hard enough for sonnet. */
const description =
  'Find the race between the workers that lose an order when two of them take the same cart, explain why the lock of the repository does not help, and redesign the protocol without a global lock.';

async function asked(first: Partial<ModelQuestion>, configured = (text: string) => text) {
  const fleet = await escalatingFleet(badThenGood, { configured });
  const { verify: _verify, ...plain } = judged({ system, cacheSystem: '5m', ...first });
  const questions = [plain, judged({ system, cacheSystem: '5m' })];
  await fleet.fleet.submitTask({ id: 't1', type: 'own', description, payload: { questions } });
  const [escalation] = fleet.told('model.escalation');
  return { ...fleet, reason: String(escalation?.reason) };
}

/** Sonnet costs twenty times what haiku does. */
const dear = (text: string) =>
  text
    .replace('input: 0.002, output: 0.01', 'input: 0.02, output: 0.1')
    .replace('daily: 1, monthly: 5', 'daily: 100, monthly: 500');

describe('a warm prompt cache', () => {
  it('keeps its model while another one would cost more in all', async () => {
    const { models, simulator, reason } = await asked({});
    expect(models()).toEqual(['sonnet', 'sonnet']);
    expect(reason).toMatch(
      /^keeps sonnet: its prompt cache is warm, and haiku first would cost 1\d\d % of that in all$/,
    );
    const [one, other] = simulator.log().map(({ billed }) => billed);
    expect(one?.cacheWrite5m).toBeGreaterThan(20_000);
    expect(other).toMatchObject({ cacheRead: one?.cacheWrite5m, cacheWrite5m: 0 });
  });

  it('keeps nothing where the switch pays', async () => {
    const { models, reason } = await asked({}, dear);
    expect(models()).toEqual(['sonnet', 'haiku', 'sonnet']);
    expect(reason).toMatch(/^haiku is on trial/);
  });

  it('is that of the same system prompt alone', async () => {
    const { models } = await asked({ system: `${system} Or nearly so.` });
    expect(models()).toEqual(['sonnet', 'haiku', 'sonnet']);
  });
});
