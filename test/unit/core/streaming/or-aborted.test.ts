import { describe, expect, it } from 'vitest';
import { orAborted } from '../../../../src/core/streaming/or-aborted.ts';

const never = new Promise<never>(() => undefined);

describe(orAborted, () => {
  it('is what the work gives', async () => {
    const { signal } = new AbortController();
    expect(await orAborted(Promise.resolve(7), signal)).toBe(7);
    await expect(orAborted(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
  });

  it('is the reason when it aborts', async () => {
    const controller = new AbortController();
    const waiting = orAborted(never, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  it('does not wait when it is aborted already', async () => {
    await expect(orAborted(never, AbortSignal.abort(new Error('enough')))).rejects.toThrow(
      'enough',
    );
  });
});
