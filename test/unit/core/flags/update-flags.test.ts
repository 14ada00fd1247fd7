import { describe, expect, it } from 'vitest';
import { isPinned } from '../../../../src/core/flags/flag-sources.ts';
import { updateFlags } from '../../../../src/core/flags/update-flags.ts';
import { flagChange } from '../../../helpers/control-store-contract.ts';
import { memoryControlStore } from '../../../helpers/memory-control-store.ts';

describe(updateFlags, () => {
  it('gives up when others are always faster', async () => {
    const { flags } = memoryControlStore();
    let others = 0;
    const update = updateFlags(flags, {
      ...flagChange('mine'),
      update: (seen) => {
        others += 1;
        void flags.change(flagChange(`theirs ${others}`, { expected: seen.generation }));
        return seen;
      },
    });
    await expect(update).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    expect(await flags.read()).toMatchObject({ generation: others });
  });
});

describe(isPinned, () => {
  it.each([
    ['flag', true],
    ['environment', true],
    ['store', false],
    ['file', false],
    ['default', false],
  ] as const)('%s: %s', (source, pinned) => {
    expect(isPinned(source)).toBe(pinned);
  });
});
