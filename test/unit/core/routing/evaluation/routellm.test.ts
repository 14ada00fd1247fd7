import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeOutcomes } from '../../../../../src/core/routing/evaluation/judge-outcomes.ts';
import { parseEvaluation } from '../../../../../src/core/routing/evaluation/parse-evaluation.ts';

const folder = join(import.meta.dirname, '../../../../../../shared/data');
const file = join(folder, 'routellm-gsm8k.jsonl');

describe.skipIf(!existsSync(file))('RouteLLM on GSM8K (needs ../shared/data)', () => {
  it('measures random and length as others do, with those same prompts', () => {
    const set = parseEvaluation({ name: file, text: readFileSync(file, 'utf8') });
    if (set.kind !== 'outcomes') throw new Error('not outcomes');
    expect(set.tasks).toHaveLength(1307);
    const [router, random, length] = judgeOutcomes(set).curves;
    expect(random?.apgr).toBeCloseTo(0.497, 1);
    expect(Math.abs((random?.cpt50 ?? 0) - 0.499)).toBeLessThan(0.01);
    expect(Math.abs((random?.cpt80 ?? 0) - 0.802)).toBeLessThan(0.01);
    expect(length?.apgr).toBeCloseTo(0.598, 3);
    // Nobody's prompt-only score beats chance by much here; ours does not either, and says so.
    expect(router?.apgr).toBeGreaterThan(0.4);
    expect(router?.apgr).toBeLessThan(0.6);
  }, 30_000);
});
