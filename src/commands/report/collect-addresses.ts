import { parseWebAddress } from '../canary/metric-target.ts';

/** Addresses of web servers, one each time. For commander. */
export function collectAddresses(
  text: string,
  previous: readonly string[] | undefined,
): readonly string[] {
  return [...(previous ?? []), parseWebAddress(text)];
}
