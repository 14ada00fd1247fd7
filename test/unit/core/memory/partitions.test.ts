import { expect, it } from 'vitest';
import { partitionOf, usualTtl } from '../../../../src/core/memory/partitions.ts';

it.each([
  ['routing/costs/task-1', 'routing/costs', 30 * 86_400],
  ['routing/selections/%', 'routing/selections', 7 * 86_400],
  ['streaming/sessions/s1', 'streaming/sessions', 3600],
  ['routing/costs', 'default', undefined],
  ['agent:a:state', 'default', undefined],
])('%s is in %s for %s seconds', (key, partition, ttl) => {
  expect(partitionOf(key)).toBe(partition);
  expect(usualTtl(partition)).toBe(ttl);
});
