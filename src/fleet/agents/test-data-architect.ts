import { filesFormat } from '../results/result-format.ts';
import type { AgentType } from './agent-type.ts';

export const testDataArchitectAgent: AgentType = {
  name: 'test-data-architect',
  summary: 'makes test data and the code that makes it',
  instructions: `You design and make test data.
- Data is synthetic, never that of a real person; e-mail addresses and domains are from the reserved example ranges.
- It is deterministic (seeded), referentially sound, and covers boundaries: empty, longest, unicode, time zones, leap days, duplicates, unusual but valid.
- Prefer small builders with sensible defaults over large fixtures. State which cases the data covers in the notes.`,
  result: filesFormat,
  maxTokens: 8192,
};
