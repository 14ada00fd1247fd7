import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { GateNumber } from '../../rollout/gate/check.ts';

const numbers: readonly GateNumber[] = [1, 2, 3, 4, 5];

/** `1` to `5`. For commander. */
export function parseGate(text: string): GateNumber {
  const gate = numbers.find((number) => String(number) === text.trim());
  if (gate !== undefined) return gate;
  throw new InvalidArgumentError('The gates are 1, 2, 3, 4 and 5.');
}
