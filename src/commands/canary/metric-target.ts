import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Target } from '../../rollout/scrape/history.ts';

/** `http://host/metrics`, or `canary=http://host/metrics` where the whole process is of one arm. For commander; may be repeated. */
export function collectTargets(
  text: string,
  previous: readonly Target[] | undefined,
): readonly Target[] {
  const [, arm, url = ''] = /^(?:(canary|stable)=)?(.*)$/.exec(text) ?? [];
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isWeb) throw new InvalidArgumentError('Write http://…/metrics, or canary=http://…/metrics.');
  return [
    ...(previous ?? []),
    { url, arm: arm === 'canary' || arm === 'stable' ? arm : undefined },
  ];
}

/** An address of a web server. For commander. */
export function parseWebAddress(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Write http://… or https://….');
}
