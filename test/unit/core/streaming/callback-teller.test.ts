import { describe, expect, it } from 'vitest';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import { CallbackTeller } from '../../../../src/core/streaming/callback-teller.ts';
import type { CallTotals, StreamEvent } from '../../../../src/core/streaming/events.ts';
import { ProviderFailure } from '../../../../src/core/streaming/provider.ts';

const clock = { now: () => new Date(7) };
const start = {
  type: 'start',
  streamId: 's1',
  modelName: 'haiku',
  model: 'claude-haiku',
  provider: 'anthropic',
  simulated: false,
} as const;
const totals: CallTotals = {
  attempts: [],
  usage: { ...noTokens, output: 50 },
  cost: 1,
  durationMs: 900,
  firstTextMs: 100,
};
const done: StreamEvent = { type: 'done', text: 'ab', stopReason: 'end_turn', ...totals };

function told(...events: readonly StreamEvent[]): readonly (readonly [string, unknown])[] {
  const heard: (readonly [string, unknown])[] = [];
  const hear = (name: string) => (value: unknown) => void heard.push([name, value]);
  const teller = new CallbackTeller(
    {
      onStart: hear('start'),
      onChunk: hear('chunk'),
      onProgress: hear('progress'),
      onVerdict: hear('verdict'),
      onError: hear('error'),
      onComplete: hear('complete'),
    },
    { clock, maxTokens: 100 },
  );
  for (const event of events) teller.tell(event);
  return heard;
}

const progress = (outputTokens: number): StreamEvent => ({
  type: 'progress',
  characters: 1,
  outputTokens,
  elapsedMs: 200,
});

describe(CallbackTeller, () => {
  it('tells a stream from its start to its end', () => {
    const timestamp = new Date(7);
    expect(
      told(start, { type: 'text', text: 'a' }, progress(20), { type: 'text', text: 'b' }, done),
    ).toEqual([
      [
        'start',
        { streamId: 's1', modelName: 'haiku', estimatedTokens: 100, capabilities: ['text'] },
      ],
      ['chunk', { id: 's1/1/0', sequence: 0, data: 'a', partial: true, timestamp }],
      ['progress', { percent: 20, tokensProcessed: 20, estimatedRemaining: 800 }],
      ['chunk', { id: 's1/1/1', sequence: 1, data: 'b', partial: true, timestamp }],
      ['progress', { percent: 100, tokensProcessed: 50, estimatedRemaining: 0 }],
      [
        'complete',
        {
          data: 'ab',
          metadata: { totalChunks: 2, totalTokens: 50, duration: 900, model: 'haiku' },
        },
      ],
    ]);
  });

  it('never says that all is there before the end, and guesses nothing from nothing', () => {
    const percents = told(start, progress(0), progress(100), progress(400))
      .filter(([name]) => name === 'progress')
      .map(([, value]) => value);
    expect(percents).toEqual([
      { percent: 0, tokensProcessed: 0, estimatedRemaining: 0 },
      { percent: 99, tokensProcessed: 100, estimatedRemaining: 0 },
      { percent: 99, tokensProcessed: 400, estimatedRemaining: 0 },
    ]);
  });

  it.each(['restart', 'fallback'] as const)('counts chunks from 0 again after %s', (type) => {
    const again = { type, attempt: 2, reason: 'stalled', delayMs: 0, discarded: 1 } as const;
    const text = { type: 'text', text: 'x' } as const;
    const ids = told(start, text, again, text)
      .filter(([name]) => name === 'chunk')
      .map(([, value]) => value);
    expect(ids).toMatchObject([
      { id: 's1/1/0', sequence: 0 },
      { id: 's1/2/0', sequence: 0 },
    ]);
  });

  it('starts once, and names the model that answered in the end', () => {
    const heard = told(start, { ...start, modelName: 'sonnet' }, done);
    expect(heard.filter(([name]) => name === 'start')).toHaveLength(1);
    expect(heard.at(-1)).toMatchObject(['complete', { metadata: { model: 'sonnet' } }]);
  });

  it('tells a failure as what the command line would say of it', () => {
    const cause = new ProviderFailure('overloaded', 'too much');
    const failed: StreamEvent = {
      type: 'failed',
      reason: 'overloaded',
      message: 'too much',
      partialText: '',
      cause,
      ...totals,
    };
    const usage = {
      type: 'usage',
      attempt: 1,
      usage: noTokens,
      cost: 0,
      basis: 'measured',
    } as const;
    expect(told(start, usage, failed).at(-1)).toEqual([
      'error',
      { message: 'overloaded: too much', code: 'PROVIDER_FAILED', cause },
    ]);
  });

  it('needs no callbacks, and no start', () => {
    const teller = new CallbackTeller({}, { clock, maxTokens: 100 });
    for (const event of [done, start, progress(1), { type: 'text', text: 'x' } as const]) {
      teller.tell(event);
    }
    expect(told(done).at(-1)).toMatchObject(['complete', { metadata: { model: '' } }]);
  });

  it('tells verdicts, and names the model whose answer stands', () => {
    const verdict: StreamEvent = {
      type: 'verdict',
      modelName: 'haiku',
      verdict: 'reject',
      reasons: ['it is wrong'],
      next: 'sonnet',
    };
    const heard = told(
      start,
      verdict,
      { type: 'restart', attempt: 2, reason: 'not-accepted', delayMs: 0, discarded: 0 },
      { ...start, modelName: 'sonnet' },
      { ...done, modelName: 'haiku' },
    );
    expect(heard.map(([name]) => name)).toEqual(['start', 'verdict', 'progress', 'complete']);
    expect(heard[1]?.[1]).toEqual({
      modelName: 'haiku',
      verdict: 'reject',
      reasons: ['it is wrong'],
      next: 'sonnet',
    });
    expect(heard.at(-1)?.[1]).toMatchObject({ data: 'ab', metadata: { model: 'haiku' } });
  });
});
