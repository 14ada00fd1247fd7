import { Argument, Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseCount } from '../cli/options/parse-count.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';
import { parseWebAddress } from './canary/metric-target.ts';
import { gateSignCommand } from './gate-sign.ts';
import { parseGate } from './gate/parse-gate.ts';
import { collectServices } from './gate/service-address.ts';

const examples = `
Gates: 1 pre-deployment · 2 alpha · 3 beta · 4 production canary · 5 full production

Examples:
  aqe gate 1 --tests "npm run check" --docs README.md --docs docs/runbook.md
  aqe gate 2 --target http://a:3000 --target http://b:3000 --for 10m
  aqe gate 3 --prometheus http://localhost:9090 --window 72h --labels labelled.jsonl
  aqe gate 4 --format md >> "$GITHUB_STEP_SUMMARY"
  aqe gate 5 --replicas 8 && echo "done"
  aqe gate sign 1 --by "Ada" --note "pull request 12 is approved"

Exit codes: 0 all checks pass · 1 one fails · 5 undecided: not measured, too little data, or a signature is missing · 2 usage.
`;

/** `aqe gate`: whether a fleet may take the next step. */
export const gateCommand: CommandFactory = (host) =>
  new Command('gate')
    .description('the five quality gates of the rollout, as checks that are made')
    .addArgument(new Argument('<gate>', 'which one: 1 to 5').argParser(parseGate))
    .option('--target <url>', 'a replica of the fleet; may be repeated', collectServices)
    .option('--for <time>', 'watch the targets for this time; else one look', parseDuration)
    .addOption(
      new Option('-i, --interval <time>', 'between two looks at the targets')
        .argParser(parseDuration)
        .default(15_000, '15s'),
    )
    .option('--prometheus <url>', 'ask a Prometheus server instead', parseWebAddress)
    .addOption(
      new Option('-w, --window <time>', 'how far back tasks and costs count')
        .argParser(parseDuration)
        .default(86_400_000, '24h'),
    )
    .option('--tests <command>', "gates 1 and 2: the project's tests (default: npm test)")
    .addOption(
      new Option('--timeout <time>', 'how long they may take')
        .argParser(parseDuration)
        .default(1_800_000, '30m'),
    )
    .option('--audit <command>', 'gate 1: prints what `npm audit --json` does')
    .option('--docs <path>', 'gate 1: a page that has to be there; may be repeated', collect)
    .option('--labels <file>', 'gate 3: labelled tasks or outcomes, as for `aqe route eval`')
    .option('--tiers <models>', 'gate 3: the models of outcomes, the cheapest first', parseTiers)
    .option('--baseline <model>', 'gates 3 and 5: what costs are compared with')
    .option('--arms <file>', 'gate 4: tasks of canary and stable, as for `aqe canary compare`')
    .option('--replicas <n>', 'gate 5: how many there should be', parseCount)
    .addOption(
      new Option('--format <name>', 'how the report is printed')
        .choices(['table', 'json', 'md'] as const)
        .default('table' as const),
    )
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText('after', examples)
    .addCommand(gateSignCommand(host))
    .action(async (gate, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { checkGate } = await import('./gate/check-gate.ts');
        return checkGate(context, gate, {
          ...options,
          format: context.reporter.json ? 'json' : options.format,
        });
      }),
    );

function collect(text: string, previous: readonly string[] | undefined): readonly string[] {
  return [...(previous ?? []), text];
}

function parseTiers(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.length >= 2 && !names.includes('')) return names;
  throw new InvalidArgumentError('Name two or more models, with commas between them.');
}
