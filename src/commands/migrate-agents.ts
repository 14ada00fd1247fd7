import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';

const examples = `
performTask becomes performTaskImpl(task, selection?) in every class below an AQE BaseAgent, told by its chain of
extends across files, not by its name. Nothing else of a file changes. All files are written, or none.

Examples:
  $ aqe migrate-agents --dry-run            show the difference, write nothing
  $ aqe migrate-agents                      migrate the project in this folder
  $ aqe migrate-agents packages/agents      a part of it
  $ aqe migrate-agents --typecheck          run the project's own tsc before and after
  $ aqe migrate-agents --base ./src/base.ts#QeAgent
                                            that class is a base, too
  $ aqe migrate-agents --check              exit 1 when something would change (for CI)
  $ aqe migrate-agents --undo               get the former bytes back`;

/** `aqe migrate-agents`: the users' own agents become agents of 1.0.5. */
export const migrateAgentsCommand: CommandFactory = (host) =>
  new Command('migrate-agents')
    .description("migrate your own agents' code from 1.0.4 to 1.0.5")
    .argument('[paths...]', 'files, folders and glob patterns (default: this folder)')
    .option('--dry-run', 'print a unified diff and write nothing')
    .option('--check', 'exit 1 when something would change; write nothing')
    .addOption(
      new Option('--undo', 'restore the bytes from before the last run').conflicts('check'),
    )
    .option('--force', 'write although git shows uncommitted changes')
    .option('--no-wrapper', 'do not add the performTask that keeps 1.0.4 working')
    .option('--base <module#Class...>', 'a further base class: an import or a file, and its name')
    .option('--selection-name <name>', 'the name of the new parameter (default: what lint accepts)')
    .option('--tests', 'rewrite spies on agents and assignments to them, too')
    .option('--typecheck', "run the project's tsc before and after; new errors undo the run")
    .addOption(
      new Option('--format <format>', 'how to print the report')
        .choices(['pretty', 'github'] as const)
        .default('pretty' as const),
    )
    .addHelpText('after', examples)
    .action(async (paths, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const [{ runCommand }, { agentsPlanner }] = await Promise.all([
          import('./migrate-code/run-command.ts'),
          import('./migrate-code/agents-planner.ts'),
        ]);
        const planner = await agentsPlanner(context, options);
        const needles = ['performTask'];
        return runCommand(
          context,
          { command: 'migrate-agents', paths, needles, ...options },
          planner,
        );
      }),
    );
