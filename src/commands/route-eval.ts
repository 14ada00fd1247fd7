import { Command } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';

/** `aqe route eval` */
export const routeEvalCommand: CommandFactory = (host) =>
  new Command('eval')
    .description(
      'judge the router on labelled tasks, or on tasks whose outcome with two models is known',
    )
    .argument('<file>', 'JSON Lines; - is standard input')
    .option('--weak <model>', 'outcomes: the cheap model')
    .option('--strong <model>', 'outcomes: the strong model')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe route eval labelled.jsonl
  aqe route eval outcomes.jsonl --weak claude-haiku-4 --strong claude-opus-4
  aqe route eval labelled.jsonl --json | jq '.accuracy, .baselines'

A line is {"description", "tier": "simple"|"medium"|"complex", "data"?}, or {"description", "outcomes": {"<model>":
{"solved": 0|1, "costUsd"}}}, or RouteLLM's {"prompt", "weak", "strong"}. The router never sees tier, type or outcome.
Exit codes: 0 judged · 2 not: a line that is wrong is named with its number.
`,
    )
    .action(async (file, _options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { evaluateRouting } = await import('./route/evaluate-routing.ts');
        return evaluateRouting(context, file, command.opts());
      }),
    );
