import { describe, expect, it } from 'vitest';
import {
  nextStatus,
  noStatus,
  seconds,
  statusLine,
} from '../../../../src/commands/run/status-line.ts';
import { summaryLine } from '../../../../src/commands/run/summary.ts';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import type { StreamEvent } from '../../../../src/core/streaming/events.ts';

const start: StreamEvent = {
  type: 'start',
  streamId: 's',
  modelName: 'sonnet',
  model: 'claude-sonnet-5',
  provider: 'anthropic',
  simulated: false,
};
const progress = (outputTokens: number, elapsedMs: number): StreamEvent => ({
  type: 'progress',
  characters: outputTokens * 4,
  outputTokens,
  elapsedMs,
});
const usage: StreamEvent = {
  type: 'usage',
  attempt: 1,
  usage: noTokens,
  cost: 1_200_000,
  basis: 'estimated',
};
const restart: StreamEvent = {
  type: 'restart',
  attempt: 2,
  reason: 'overloaded',
  delayMs: 100,
  discarded: 40,
};

/** A prompt for a fifth of a cent, and a hundredth of a thousandth for each token. */
const costSoFar = (tokens: number): number => 2_000_000 + tokens * 10_000;

describe(statusLine, () => {
  it.each<[string, readonly StreamEvent[], string]>([
    ['before the first text', [start], 'sonnet · waiting'],
    ['of a simulator', [{ ...start, simulated: true }], 'sonnet (simulated) · waiting'],
    [
      'at the first text',
      [start, progress(3, 400)],
      'sonnet · 3 tokens · first text 0.4 s · ~$0.00203',
    ],
    [
      'in the middle',
      [start, progress(3, 400), { type: 'text', text: 'x' }, progress(103, 2400)],
      'sonnet · 103 tokens · 52 tokens/s · first text 0.4 s · ~$0.00303',
    ],
    [
      'of a second attempt',
      [start, progress(10, 400), usage, restart, progress(5, 3400)],
      'sonnet · attempt 2 · 5 tokens · 2 tokens/s · first text 0.4 s · ~$0.00325',
    ],
    [
      'after the last attempt',
      [start, progress(10, 400), usage],
      'sonnet · 10 tokens · first text 0.4 s · $0.0012',
    ],
  ])('tells %s', (_, events, line) => {
    expect(statusLine(events.reduce(nextStatus, noStatus), costSoFar)).toBe(line);
  });
});

const unknown = (): undefined => undefined;

it('knows no cost without a price', () => {
  const events = [start, progress(10, 400), usage, restart, progress(5, 3400)];
  expect(statusLine([start, progress(3, 400)].reduce(nextStatus, noStatus), unknown)).toBe(
    'sonnet · 3 tokens · first text 0.4 s',
  );
  expect(statusLine(events.reduce(nextStatus, noStatus), unknown)).toMatch(/ · over \$0\.0012$/);
});

describe(seconds, () => {
  it.each([
    [49, '0.0 s'],
    [9949, '9.9 s'],
    [9950, '10 s'],
    [61_000, '61 s'],
  ])('writes %d ms', (ms, text) => {
    expect(seconds(ms)).toBe(text);
  });
});

describe(summaryLine, () => {
  const attempt = {
    attempt: 1,
    streamed: true,
    failure: undefined,
    usage: noTokens,
    cost: 4_300_000,
    basis: 'measured',
  } as const;

  it('tells what a call took', () => {
    const totals = {
      attempts: [attempt],
      usage: { ...noTokens, input: 1204, output: 512 },
      cost: 4_300_000,
      durationMs: 3100,
      firstTextMs: 410,
    };
    expect(summaryLine(totals)).toBe(
      '1,204 in, 512 out tokens · $0.0043 · 3.1 s, first text 0.4 s',
    );
  });

  it('tells cached tokens, attempts, and what is no measurement', () => {
    const failed = { ...attempt, failure: 'stalled', basis: 'estimated' } as const;
    const totals = {
      attempts: [failed, attempt],
      usage: { ...noTokens, input: 4, output: 5, cacheRead: 1000, cacheWrite5m: 200 },
      cost: 8_600_000,
      durationMs: 12_000,
      firstTextMs: undefined,
    };
    expect(summaryLine(totals)).toBe(
      '4 in, 1,200 cached, 5 out tokens · $0.0086 (partly estimated) · 12 s · 2 attempts',
    );
  });
});
