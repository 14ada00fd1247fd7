import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/routing/analyze.ts';
import { asRouted } from '../../../src/fleet/as-routed.ts';

const task = {
  id: 't1',
  agentType: 'general',
  type: 'review',
  description: 'Review this.',
  inputs: [],
};
const file = { path: 'a.ts', content: 'export const a = 1;\n' };

describe(asRouted, () => {
  it.each([
    ['nothing', {}, undefined],
    ['the payload', { payload: { url: 'x' } }, { url: 'x' }],
    ['the files', { inputs: [file] }, [file.content]],
    ['both', { payload: { url: 'x' }, inputs: [file] }, [{ url: 'x' }, file.content]],
  ])('gives %s', (_, more, payload) => {
    expect(asRouted({ ...task, ...more }).payload).toEqual(payload);
  });

  it('counts the tokens of files', () => {
    const large = { path: 'b.ts', content: 'await lock.acquire();\n'.repeat(500) };
    const without = analyze(asRouted(task)).tokens;
    expect(analyze(asRouted({ ...task, inputs: [large] })).tokens).toBeGreaterThan(without + 1000);
  });
});
