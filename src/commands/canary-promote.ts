import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason } from './canary/act-options.ts';
import { actOptions, sourceOptions } from './canary/shared-options.ts';

/** `aqe canary promote` */
export const canaryPromoteCommand: CommandFactory = (host) =>
  actOptions(
    sourceOptions(
      new Command('promote')
        .description('go to the next stage, when the last look is a PASS; on a FAIL it rolls back')
        .argument('[files...]', 'JSON as aqe canary compare takes it')
        .option('-w, --window <time>', 'how long --metrics are read (default: 5m)', parseDuration)
        .option(
          '--reason <text>',
          'promote whatever the verdict is; kept in the audit trail',
          parseReason,
        ),
    ),
  )
    .addHelpText(
      'after',
      `
Examples:
  aqe canary promote
  aqe canary promote --reason "errors come from the provider, ticket 512" --by ada
  aqe canary promote --dry-run --kubectl

Exit codes: 0 promoted · 1 FAIL, rolled back · 5 undecided, or the stage has not taken long enough · 2 nothing to promote.
`,
    )
    .action(async (files, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { promoteCanary } = await import('./canary/promote-canary.ts');
        return promoteCanary(context, { ...options, files });
      }),
    );
