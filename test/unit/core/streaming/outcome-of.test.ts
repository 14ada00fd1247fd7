import { describe, expect, it } from 'vitest';
import { askModel } from '../../../../src/core/streaming/ask-model.ts';
import { failureError } from '../../../../src/core/streaming/failure-error.ts';
import { outcomeOf } from '../../../../src/core/streaming/outcome-of.ts';
import { type FailureKind, ProviderFailure } from '../../../../src/core/streaming/provider.ts';
import { AqeError } from '../../../../src/errors.ts';
import { ManualScheduler } from '../../../helpers/manual-scheduler.ts';
import { ending, modelCall, opening, texts } from '../../../helpers/model-call.ts';
import { RecordingMeter } from '../../../helpers/recording-meter.ts';
import { ScriptedProvider, type Step } from '../../../helpers/scripted-provider.ts';

function ask(...script: readonly Step[]) {
  const scheduler = new ManualScheduler();
  const provider = new ScriptedProvider(scheduler, script);
  const ports = { provider, meter: new RecordingMeter(), scheduler, random: () => 0 };
  return outcomeOf(askModel(modelCall({ streamed: false }, { maxRetries: 0 }), ports));
}

async function errorOf(...script: readonly Step[]): Promise<AqeError> {
  const outcome = await ask(...script);
  if (outcome.type !== 'failed') throw new Error('it did not fail');
  return failureError(outcome);
}

async function* none(): AsyncGenerator<never> {}

describe(outcomeOf, () => {
  it('is the last event', async () => {
    expect(await ask(opening, ...texts('yes'), ...ending(1))).toMatchObject({
      type: 'done',
      text: 'yes',
    });
    expect(await ask()).toMatchObject({ type: 'failed', reason: 'truncated' });
  });

  it('is a bug when there is none', async () => {
    await expect(outcomeOf(none())).rejects.toThrow('without done or failed');
  });
});

describe(failureError, () => {
  it.each([
    ['unauthorized', 'PROVIDER_UNAUTHORIZED'],
    ['rejected', 'PROVIDER_REJECTED'],
    ['aborted', 'INTERRUPTED'],
    ['overloaded', 'PROVIDER_FAILED'],
    ['malformed', 'PROVIDER_FAILED'],
  ] as const satisfies readonly (readonly [FailureKind, string])[])(
    'of %s is %s',
    async (kind, code) => {
      const cause = new ProviderFailure(kind, 'so it is');
      const error = await errorOf({ type: 'throw', error: cause });
      expect(error).toMatchObject({ code, message: `${kind}: so it is`, cause });
      expect(error.hint).toBeDefined();
    },
  );

  it('tells how often it was tried', async () => {
    const outcome = await ask();
    if (outcome.type !== 'failed') throw new Error('it did not fail');
    const attempts = [...outcome.attempts, ...outcome.attempts];
    expect(failureError({ ...outcome, attempts }).message).toBe('truncated: no end (2 attempts)');
  });

  it('of a deadline is a failure, not an interrupt', async () => {
    const outcome = await ask({ type: 'throw', error: new ProviderFailure('aborted', 'too late') });
    if (outcome.type !== 'failed') throw new Error('it did not fail');
    expect(failureError({ ...outcome, reason: 'deadline' })).toMatchObject({
      code: 'PROVIDER_FAILED',
      message: 'deadline: too late',
    });
  });

  it('of the meter is its own', async () => {
    const outcome = await ask();
    if (outcome.type !== 'failed') throw new Error('it did not fail');
    const cause = new AqeError('BUDGET_EXCEEDED', 'the daily limit');
    expect(failureError({ ...outcome, reason: 'budget', cause })).toBe(cause);
  });
});
