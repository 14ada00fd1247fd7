import type { CommandFactory } from '../cli/context.ts';

/** Every command, in the order of `aqe --help`. */
export const commands: readonly CommandFactory[] = [];
