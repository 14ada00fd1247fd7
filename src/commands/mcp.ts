import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';

/** `aqe mcp`: the fleet as tools of an editor or an agent. */
export const mcpCommand: CommandFactory = (host) =>
  new Command('mcp')
    .description('serve the Model Context Protocol on standard input and output')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  claude mcp add aqe -- npx aqe mcp            add it to an agent
  aqe mcp --config deploy/fleet.yaml           what the agent starts

Tools: run_task, validate_config, explain_route, cost_report. They read files below the current folder only. docs/mcp.md has more.
It ends when its input ends. Exit codes: 0 ended · 2 not started: the configuration cannot be read.
`,
    )
    .action(async ({ config }, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { serveMcp } = await import('./mcp/serve-mcp.ts');
        await serveMcp(context, config);
        return ExitCode.ok;
      }),
    );
