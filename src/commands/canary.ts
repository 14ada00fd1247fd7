import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { canaryAbortCommand } from './canary-abort.ts';
import { canaryCompareCommand } from './canary-compare.ts';
import { canaryPromoteCommand } from './canary-promote.ts';
import { canaryStartCommand } from './canary-start.ts';
import { canaryStatusCommand } from './canary-status.ts';

/** `aqe canary`: a new version beside the old one. */
export const canaryCommand: CommandFactory = (host) =>
  new Command('canary')
    .description('roll features out in stages, and compare a canary with stable')
    .addHelpText(
      'after',
      `
Examples:
  aqe canary compare                       the tasks of the last 24 hours in the fleet's store
  aqe canary compare canary.json stable.json
  aqe canary start --watch                 10 → 25 → 50 → 100 %, unattended
  aqe canary status
`,
    )
    .addCommand(canaryCompareCommand(host))
    .addCommand(canaryStartCommand(host))
    .addCommand(canaryStatusCommand(host))
    .addCommand(canaryPromoteCommand(host))
    .addCommand(canaryAbortCommand(host));
