import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseReason } from './canary/act-options.ts';
import { parseWebAddress } from './canary/metric-target.ts';

/** `aqe rollback full` */
export const rollbackFullCommand: CommandFactory = (host) =>
  new Command('full')
    .description('back to 1.0.4: features off, configuration and database from a backup')
    .addOption(
      new Option('--to <version>', 'the version to go back to')
        .choices(['1.0.4'] as const)
        .makeOptionMandatory(),
    )
    .option('--backup <archive>', 'default: the newest one in backups/ with that configuration')
    .option('--keep-database', 'restore the configuration alone: 1.0.4 reads the database as it is')
    .option('--health <url>', 'a replica that has to answer afterwards; may be repeated', collect)
    .addOption(
      new Option('--wait <time>', 'how long to wait for replicas')
        .argParser(parseDuration)
        .default(60_000, '60s'),
    )
    .option('--kubectl', 'run the deployment steps, which are printed else')
    .option('--deployment <name>', 'the one to take back', 'aqe-fleet-stable')
    .option('--image <container=image>', 'what it ran before', 'aqe=aqe-fleet:1.0.4')
    .option('--configmap <name>', 'the one with fleet.yaml', 'aqe-fleet-config-stable')
    .option('--namespace <name>', 'where they are')
    .option('--reason <text>', 'why; kept in the audit trail', parseReason)
    .option('--by <name>', 'who; kept in the audit trail (default: $USER)')
    .option('--dry-run', 'verify, print the plan, change nothing')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe rollback full --to 1.0.4 --dry-run
  aqe rollback full --to 1.0.4 --reason "cannot be stabilised" --health http://localhost:3000
  aqe rollback full --to 1.0.4 --kubectl --image aqe=registry.example.com/aqe-fleet:1.0.4

A SQLite database is restored while nothing uses it: stop the fleet first. What is replaced goes into a backup of its own before.
It may be called again. Exit codes: 0 done · 1 a replica does not answer as 1.0.4 · 2 not done: no sound backup, database in use, kubectl.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { rollBackFully } = await import('./rollback/roll-back-fully.ts');
        return rollBackFully(context, options);
      }),
    );

function collect(text: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), parseWebAddress(text)];
}
