import { describe, expect, it } from 'vitest';
import { analyze } from '../../../../src/core/routing/analyze.ts';

describe(analyze, () => {
  // Sentences of no data set: the plainest examples of each tier, in some languages.
  it.each([
    ['haiku', 'Rename the variable tmp to total.'],
    ['haiku', 'Fix the typo in the title, nothing else.'],
    ['haiku', 'Benenne die Datei um, sonst nichts.'],
    ['haiku', "Trie la liste par nom, rien d'autre."],
    [
      'sonnet',
      'Write Playwright tests for the checkout form: wrong card, empty cart, success, timeout.',
    ],
    ['sonnet', 'Group the failing tests by likely cause and suggest which to fix first.'],
    ['sonnet', 'Schreibe Tests für den Warenkorb: hinzufügen, entfernen, Rabatt, leerer Korb.'],
    [
      'opus',
      'Prove that two workers can never both hold the lease, also after a crash and with clock skew.',
    ],
    [
      'opus',
      'Design a migration without downtime over three services, with dual writes and a way back.',
    ],
    [
      'opus',
      'Kann es bei zwei gleichzeitigen Zahlungen zu doppelter Abbuchung kommen? Begründe es.',
    ],
    ['opus', '二つのプロセスが同時にロックを取得できてしまいますか。証明してください。'],
  ])('%s: %s', (tier, description) => {
    expect(analyze({ description }).tier).toBe(tier);
  });

  it('is not fooled by hard words that are only quoted, named or told', () => {
    const plain = analyze({ description: 'Rename the class Cart to Basket.' });
    const named = analyze({ description: 'Rename the class DeadlockDetector to Basket.' });
    expect(named.tier).toBe(plain.tier);
  });

  it('looks at what is given', () => {
    const description = 'Is this fine?';
    const given = 'lock(a); await b(); if (free) { atomic.compareAndSet(x, y); } unlock(a);';
    const { score } = analyze({ description });
    expect(analyze({ description, payload: { code: given } }).score).toBeGreaterThan(score);
  });

  it('explains itself, the strongest signal first', () => {
    const { signals, factors } = analyze({ description: 'Rename x to y, nothing else.' });
    expect(signals[0]).toMatchObject({ name: 'small edit', factor: 'context', evidence: 'Rename' });
    expect(signals[0]?.contribution).toBeLessThan(0);
    expect(signals.length).toBeLessThanOrEqual(8);
    const strengths = signals.map((s) => Math.abs(s.contribution) + Math.abs(s.ordinary));
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    expect(factors.context).toBeLessThan(0.5);
  });

  it('can be written as JSON, signals included', () => {
    const analysis = analyze({ description: 'Rename x to y' });
    expect(JSON.parse(JSON.stringify(analysis)).signals).toEqual([...analysis.signals]);
    expect(analysis.signals).toBe(analysis.signals);
  });

  it('counts tokens: 3.5 characters each, other scripts one each', () => {
    expect(analyze({ description: 'a'.repeat(70), payload: 'b'.repeat(35) }).tokens).toBe(30);
    expect(analyze({ description: '同時同時' }).tokens).toBe(4);
  });

  it('says something about nothing', () => {
    const { score, factors, signals } = analyze({ description: '' });
    expect(score).toBeGreaterThanOrEqual(0);
    expect(score).toBeLessThanOrEqual(1);
    for (const factor of Object.values(factors)) expect(factor).toSatisfy(Number.isFinite);
    expect(Array.isArray(signals)).toBe(true);
  });

  it('counts a factor more or less by its weight', () => {
    const task = { description: 'Prove that no update is ever lost, whatever the order.' };
    const { score } = analyze(task);
    const without = analyze(task, { token: 0.7, structure: 0.3, context: 0 });
    expect(without.score).toBeLessThan(score);
  });
});
