import { InvalidArgumentError } from '@commander-js/extra-typings';
import { didYouMean } from '../../config/schema/near-key.ts';
import { type Limits, type Watched, watchedValues } from '../../rollout/monitor/watched.ts';

const units: Readonly<Record<Watched['unit'], Readonly<Record<string, number>>>> = {
  share: { '%': 0.01 },
  ms: { ms: 1, s: 1000, m: 60_000 },
  bytes: { mb: 1_048_576, gb: 1_073_741_824 },
  usd: { '': 1 },
};

const example: Readonly<Record<Watched['unit'], string>> = {
  share: '1%',
  ms: '2s',
  bytes: '700MB',
  usd: '0.01',
};

/** `p95-latency=30s`, `error-rate=1%`, `memory=800MB`, `cost-per-task=0.05`. For commander; may be repeated. */
export function collectLimits(text: string, previous: Limits | undefined): Limits {
  const [id = '', amount = ''] = text.split('=');
  const watched = watchedValues.find((one) => one.id === id);
  if (watched === undefined) {
    const ids = watchedValues.map((one) => one.id);
    const hint = didYouMean(id, ids) ?? `Write <id>=<value>; the ids are ${ids.join(', ')}.`;
    throw new InvalidArgumentError(hint);
  }
  return { ...previous, [watched.id]: parseValue(amount, watched) };
}

function parseValue(text: string, { id, unit }: Watched): number {
  const match = /^\$?(\d+(?:\.\d+)?)\s*(%|[a-z]*)$/i.exec(text.trim());
  const factor = units[unit][match?.[2]?.toLowerCase() ?? ''];
  if (match !== null && factor !== undefined) return Number(match[1]) * factor;
  throw new InvalidArgumentError(`Write a value with its unit, as in ${id}=${example[unit]}.`);
}
