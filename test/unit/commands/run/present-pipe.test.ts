import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { presentPipe } from '../../../../src/commands/run/present-pipe.ts';
import { noTokens } from '../../../../src/core/cost/token-usage.ts';
import type { StreamEvent } from '../../../../src/core/streaming/events.ts';
import { heldText } from '../../../helpers/held-text.ts';

const text = (part: string): StreamEvent => ({ type: 'text', text: part });
const again: StreamEvent = {
  type: 'restart',
  attempt: 2,
  reason: 'truncated',
  delayMs: 0,
  discarded: 1,
};
const done = (whole: string): StreamEvent => ({
  type: 'done',
  text: whole,
  stopReason: 'end_turn',
  attempts: [],
  usage: noTokens,
  cost: 0,
  durationMs: 1,
  firstTextMs: 1,
});

function written(events: readonly StreamEvent[]): string {
  const stdout = new PassThrough();
  const presenter = presentPipe({ stdout });
  try {
    for (const event of events) presenter.show(event);
  } finally {
    presenter.end();
  }
  return heldText(stdout);
}

describe(presentPipe, () => {
  it.each<[string, readonly StreamEvent[], string]>([
    ['the text as it comes', [text('The '), text('end.\n'), done('The end.\n')], 'The end.\n'],
    ['a line end behind text without one', [text('The end.'), done('The end.')], 'The end.\n'],
    ['nothing for nothing', [done('')], ''],
    [
      'no text twice after a restart',
      [text('The e'), again, text('The'), text(' end.'), done('The end.')],
      'The end.\n',
    ],
    [
      'the whole answer when nothing was written before the restart',
      [again, text('Other.'), done('Other.')],
      'Other.\n',
    ],
  ])('writes %s', (_, events, expected) => {
    expect(written(events)).toBe(expected);
  });

  it('does not go on when the answer went another way, and says so', () => {
    const events = [text('The e'), again, text('An answer.'), done('An answer.')];
    expect(() => written(events)).toThrow(expect.objectContaining({ code: 'PROVIDER_FAILED' }));
  });
});
