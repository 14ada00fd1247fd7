import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { routeEvalCommand } from './route-eval.ts';
import { routeLearnCommand } from './route-learn.ts';

/** `aqe route`: what the router makes of a task. Nothing is spent. */
export const routeCommand: CommandFactory = (host) =>
  new Command('route')
    .description('explain which model a task would get, and why not the others; spends nothing')
    .argument('[task]', 'what is to be done; - or nothing reads standard input')
    .option('-f, --file <file>', 'read the task from a file: text, or JSON as 1.0.4 writes it')
    .option('-t, --type <type>', 'the label of its author; the score does not depend on it')
    .option('-a, --agent-type <type>', 'the agent type, for `agents[].config.model`')
    .option('-d, --data <file>', 'what comes with the task: code, a log, a difference')
    .option('-m, --model <model>', 'pin this model: a name, an id, or haiku, sonnet, opus')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe route "rename the variable tmp in cart.ts"
  aqe route "can these two workers take the same job?" --data src/queue.ts
  git diff | aqe route "what may this break?" --data -
  aqe route --file task.json --json | jq '.complexity.score'

Exit codes: 0 decided · 2 not: no task, an unreadable file or configuration, an unknown model.
`,
    )
    .addCommand(routeEvalCommand(host))
    .addCommand(routeLearnCommand(host))
    .action(async (task, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { explainRoute } = await import('./route/explain-route.ts');
        return explainRoute(context, task, options);
      }),
    );
