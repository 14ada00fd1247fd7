import type { Path } from './document/span.ts';
import { formatPath } from './document/span.ts';
import { isRecord } from './values.ts';

/**
 * Keys that the *published* package 1.0.5 puts under names which this 1.0.5 uses with another meaning.
 * Value: what the key is there, and what stands for it here.
 */
const shipped: Readonly<Record<string, string>> = {
  'routing.enableCostTracking': 'here: routing.costTracking.enabled',
  'routing.enableFallback': 'here: runners-up of the routing decision are the fallbacks, always',
  'routing.maxRetries': 'here: streaming.retryConfig.maxRetries',
  'routing.costThreshold': 'here: routing.costTracking.budgetLimits',
  'streaming.progressInterval': 'no such setting here: progress comes with every chunk',
  'streaming.bufferEvents': 'here: streaming.bufferSize',
  'streaming.timeout': 'here: streaming.timeoutMs',
  multiModelRouter: 'here: features.multiModelRouter (a flag) and routing (its settings)',
};

/** What a key of the published 1.0.5 corresponds to here; undefined for any other key. */
export function shippedKeyMeaning(path: Path): string | undefined {
  const name = formatPath(path);
  return Object.hasOwn(shipped, name) ? shipped[name] : undefined;
}

/** The keys of the published 1.0.5 that a configuration has. */
export function shippedKeys(value: unknown): string[][] {
  return Object.keys(shipped)
    .map((name) => name.split('.'))
    .filter((path) => has(value, path));
}

function has(value: unknown, path: readonly string[]): boolean {
  const [first, ...rest] = path;
  if (first === undefined) return true;
  return isRecord(value) && Object.hasOwn(value, first) && has(value[first], rest);
}
