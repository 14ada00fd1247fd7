import { Argument, Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import { parseGate } from './gate/parse-gate.ts';

/** `aqe gate sign` */
export const gateSignCommand: CommandFactory = (host) =>
  new Command('sign')
    .description('answer for what no program can check: reviews, approvals, feedback')
    .addArgument(new Argument('<gate>', 'which one: 1 to 5').argParser(parseGate))
    .requiredOption('--by <name>', 'who answers for it')
    .requiredOption('--note <text>', 'what it rests on: a pull request, a report, a meeting')
    .option('--check <id>', 'only this one; else everything of the gate that wants a signature')
    .option('--withdraw', 'take the signature back')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe gate sign 1 --by "Ada" --note "pull request 12 is approved"
  aqe gate sign 1 --check security-review --by "Grace" --note "report of 2026-11-20"
  aqe gate sign 5 --check user-feedback --by "Ada" --note "two complaints" --withdraw

It goes into the audit trail of the fleet's store, which only grows, and holds for 30 days.
Exit codes: 0 recorded · 2 not: no such check, no store.
`,
    )
    .action(async (gate, _options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { signGate } = await import('./gate/sign-gate.ts');
        await signGate(context, gate, command.optsWithGlobals());
        return ExitCode.ok;
      }),
    );
