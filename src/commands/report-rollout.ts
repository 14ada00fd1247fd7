import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { messageNames } from '../report/rollout/messages/message.ts';
import { collectAddresses } from './report/collect-addresses.ts';
import { withReportOptions } from './report/report-options.ts';

/** `aqe report rollout` */
export const reportRolloutCommand: CommandFactory = (host) =>
  withReportOptions(new Command('rollout'))
    .description('success criteria, canary, features, feedback and audit trail')
    .option('--target <url>', 'the metrics of a process; may be repeated', collectAddresses)
    .addOption(
      new Option('--template <name>', 'write this message of the communication plan').choices(
        messageNames,
      ),
    )
    .option('--fill <name=text>', 'what only people know; may be repeated', collectTexts)
    .addHelpText(
      'after',
      `
Examples:
  aqe report rollout --period=30d --format html --out rollout.html
  aqe report rollout --template announcement --fill "release date=2026-12-07" --fill "documentation link=https://example.com/docs"
  aqe report rollout --template status --period=24h

Reads only, but for --out. Exit codes: 0 given · 2 not: a bad period or zone, no database, no metrics at --target.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { rolloutReport } = await import('./report/rollout-report.ts');
        await rolloutReport(context, options);
        return ExitCode.ok;
      }),
    );

function collectTexts(
  text: string,
  previous: ReadonlyMap<string, string> | undefined,
): ReadonlyMap<string, string> {
  const [, name = '', value = ''] = /^([a-z &]+)=(.*)$/s.exec(text) ?? [];
  if (name === '')
    throw new InvalidArgumentError('Write a name and a text: "release date=2026-12-07".');
  return new Map([...(previous ?? []), [name, value]]);
}
