import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';

/** `aqe serve`: the fleet as an HTTP service. */
export const serveCommand: CommandFactory = (host) =>
  new Command('serve')
    .description('the fleet as an HTTP service: tasks in, answers and events out')
    .option('-p, --port <number>', 'the port; 0 takes a free one (default: api.port)', toPort)
    .option('--host <address>', 'the address to listen on (default: api.host)')
    .addOption(
      new Option(
        '--provider <name>',
        'who answers (default: anthropic where there is a key)',
      ).choices(['anthropic', 'simulator'] as const),
    )
    .option('--max-queue <tasks>', 'how many tasks may wait', toCount, 1000)
    .option('--drain <seconds>', 'how long tasks may go on after SIGTERM', toCount, 30)
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe serve --host 127.0.0.1 --port 3000
  API_KEY=$(openssl rand -hex 32) aqe serve
  curl -s localhost:3000/v1/tasks -H 'content-type: application/json' -d '{"type": "test-generator", "description": "Write tests for add"}'
  curl -N localhost:3000/v1/tasks -H 'accept: text/event-stream' -H 'content-type: application/json' -d '{"type": "general"}'

Beyond this host it needs a token: API_KEY, or security.apiKey. Tasks are kept in the fleet's database: several replicas share one
PostgreSQL, one host may use SQLite. SIGTERM finishes what runs, SIGHUP reads the configuration again. docs/service.md has the details.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { serve } = await import('./serve/serve.ts');
        return serve(context, options);
      }),
    );

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new InvalidArgumentError('It is a whole number from 0 to 65535.');
}

function toCount(text: string): number {
  const count = Number(text);
  if (/^\d{1,7}$/.test(text)) return count;
  throw new InvalidArgumentError('It is a whole number from 0 on.');
}
