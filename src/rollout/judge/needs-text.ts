import type { ArmSizes } from '../verdict.ts';
import { countText } from './count-text.ts';

/** What is still needed, for people. */
export function needsText(needed: ArmSizes | null): string {
  if (needed === null) return 'more tasks alone will not decide it';
  const { canary, stable } = needed;
  if (canary === 0 && stable === 0) return 'needs a few more tasks';
  if (stable === 0) return `needs about ${countText(canary)} more canary tasks`;
  if (canary === 0) return `needs about ${countText(stable)} more stable tasks`;
  return `needs about ${countText(canary)} more canary and ${countText(stable)} more stable tasks`;
}
