import { describe } from 'vitest';
import { controlStoreContract } from '../../../helpers/control-store-contract.ts';
import { MemoryControl, memoryControlStore } from '../../../helpers/memory-control-store.ts';

describe(memoryControlStore, () => {
  controlStoreContract(async () => {
    const data = new MemoryControl();
    return { open: async () => ({ ...memoryControlStore(data), close: async () => undefined }) };
  });
});
