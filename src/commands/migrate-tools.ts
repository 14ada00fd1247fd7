import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';

const examples = `
Every class below BaseMCPTool (execute) or BaseHandler (handle), told by its chain of extends across files, gets
supportsStreaming() and executeStreaming(params, callbacks). The latter runs the method that is there and reports its
result as one chunk. Nothing else of a file changes. All files are written, or none.

Examples:
  $ aqe migrate-tools --dry-run             show the difference, write nothing
  $ aqe migrate-tools                       migrate the project in this folder
  $ aqe migrate-tools src/mcp               a part of it
  $ aqe migrate-tools --typecheck           run the project's own tsc before and after
  $ aqe migrate-tools --base ./src/base-tool.ts#BaseTool:run
                                            that class is a base, too, and run() does its work
  $ aqe migrate-tools --check               exit 1 when something would change (for CI)
  $ aqe migrate-tools --undo                get the former bytes back`;

/** `aqe migrate-tools`: the users' own MCP tools stream as those of 1.0.5. */
export const migrateToolsCommand: CommandFactory = (host) =>
  new Command('migrate-tools')
    .description("add streaming to your own MCP tools' code, as 1.0.5 has it")
    .argument('[paths...]', 'files, folders and glob patterns (default: this folder)')
    .option('--dry-run', 'print a unified diff and write nothing')
    .option('--check', 'exit 1 when something would change; write nothing')
    .addOption(
      new Option('--undo', 'restore the bytes from before the last run').conflicts('check'),
    )
    .option('--force', 'write although git shows uncommitted changes')
    .option(
      '--base <module#Class:method...>',
      'a further base class: an import or a file, its name, and the method (default: execute)',
    )
    .option('--typecheck', "run the project's tsc before and after; new errors undo the run")
    .addOption(
      new Option('--format <format>', 'how to print the report')
        .choices(['pretty', 'github'] as const)
        .default('pretty' as const),
    )
    .addHelpText('after', examples)
    .action(async (paths, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const [{ runCommand }, { toolsPlanner }] = await Promise.all([
          import('./migrate-code/run-command.ts'),
          import('./migrate-code/tools-planner.ts'),
        ]);
        const planner = await toolsPlanner(context, options.base);
        const needles = ['extends'];
        return runCommand(
          context,
          { command: 'migrate-tools', paths, needles, ...options },
          planner,
        );
      }),
    );
