import { Command, Option } from '@commander-js/extra-typings';
import type { CommandFactory } from '../cli/context.ts';
import { parseAmount } from '../cli/options/parse-amount.ts';
import { parseCount } from '../cli/options/parse-count.ts';
import { parseDuration } from '../cli/options/parse-duration.ts';

const examples = `
The answer goes to stdout, all else to stderr. What it costs is held before each attempt and booked after it; with no
API key the built-in simulator answers, and says so.

Examples:
  $ aqe run "write tests for the cart" --type test-generator --input src/cart.ts --out test/
  $ aqe run "why does this test fail now and then?" --input test/login.test.ts --stream
  $ git diff | aqe run "what may this break?" --type regression-risk-analyzer --input -
  $ aqe run --file task.md --max-cost 0.05 --json | jq .cost
  $ aqe run "review this" --type quality-analyzer --input "src/**/*.ts" --jsonl

Exit codes: 0 answered · 1 the verdict is fail, or the answer has not the promised form · 3 over budget · 4 the provider
failed · 5 the verdict is undecided · 130 interrupted.`;

/** `aqe run`: one task through router, budget and streaming. */
export const runCommand: CommandFactory = (host) =>
  new Command('run')
    .description('run a task: the router picks a model, the budget is kept, the answer streams')
    .argument('[task]', 'what is to be done; - or nothing reads standard input')
    .option(
      '-f, --file <file>',
      'read the task from a file: text, or JSON with description, type, payload',
    )
    .option('-t, --type <type>', 'the agent type (default: general)')
    .option(
      '-i, --input <file...>',
      'files, folders and patterns that belong to the task; - is standard input',
    )
    .option('-s, --stream', 'show the answer as it is written')
    .option('--no-stream', 'wait for the whole answer, whatever the configuration says')
    .option(
      '-m, --model <model>',
      'this model: a name of the configuration, an id, or haiku, sonnet, opus',
    )
    .option('--max-cost <dollars>', 'refuse what may cost more, attempts together', parseAmount)
    .option('--max-tokens <count>', 'output tokens at the most', parseCount)
    .option('--timeout <time>', 'give up after this time, such as 90s or 5m', parseDuration)
    .option(
      '-o, --out <path>',
      'write the answer to a file, or its files into a folder (end it with /)',
    )
    .option('--force', 'with --out: replace files that are there')
    .addOption(new Option('--jsonl', 'print every event as one JSON line').conflicts('json'))
    .addOption(
      new Option(
        '-p, --provider <provider>',
        'who answers (default: anthropic with a key or base URL)',
      ).choices(['anthropic', 'simulator'] as const),
    )
    .option('-c, --config <file>', 'the configuration (default: $CONFIG_FILE or config/fleet.yaml)')
    .addHelpText('after', examples)
    .action(async (task, options, command) =>
      host.run(command.optsWithGlobals(), async (context) => {
        const { runTaskCommand } = await import('./run/run-task-command.ts');
        return runTaskCommand(context, task, options);
      }),
    );
