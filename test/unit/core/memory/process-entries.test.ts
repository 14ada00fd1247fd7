import { describe } from 'vitest';
import { processEntries } from '../../../../src/core/memory/process-entries.ts';
import { memoryEntriesContract } from '../../../helpers/memory-entries-contract.ts';

describe(processEntries, () => {
  memoryEntriesContract(async () => processEntries());
});
