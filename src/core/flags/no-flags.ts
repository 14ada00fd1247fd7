import type { SharedFlags } from './flag-store.ts';

/** A shared store that nobody has said anything in. */
export const noFlags: SharedFlags = {
  flags: {},
  agentTypes: {},
  generation: 0,
  updatedAt: 0,
  updatedBy: '',
  reason: '',
};
