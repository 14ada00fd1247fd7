import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
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
    .option('--tiers <models>', 'outcomes: two or more models, the cheapest first', parseTiers)
    .option(
      '--history <file>',
      'outcomes: other tasks, to learn from beforehand; or a file of aqe route learn',
    )
    .option('--verifier-false-accept <share>', 'wrong answers that it accepts', parseShare, 0.1)
    .option('--verifier-false-reject <share>', 'right answers that it rejects', parseShare, 0.1)
    .option('--seed <number>', "of the verifier's errors", parseSeed, 1)
    .addOption(
      new Option('--format <name>', 'outcomes: how it is given; md and html with a chart or tables')
        .choices(['terminal', 'md', 'html'] as const)
        .default('terminal' as const),
    )
    .option('-o, --out <file>', 'outcomes: write it to this file; an older one is replaced')
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText(
      'after',
      `
Examples:
  aqe route eval labelled.jsonl
  aqe route eval outcomes.jsonl --weak claude-haiku-4 --strong claude-opus-4
  aqe route eval outcomes.jsonl --tiers haiku,sonnet,opus --history earlier.jsonl
  aqe route eval outcomes.jsonl --format html --out routing.html
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

function parseTiers(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.length >= 2 && !names.includes('') && new Set(names).size === names.length)
    return names;
  throw new InvalidArgumentError('Name two or more models, with commas between them.');
}

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share < 1) return share;
  throw new InvalidArgumentError('It must be a number from 0 to less than 1.');
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError('It must be a whole number.');
}
