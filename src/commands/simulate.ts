import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { CommandFactory, Context } from '../cli/context.ts';
import { ExitCode } from '../cli/exit-code.ts';
import {
  type AnswerScript,
  type FaultKind,
  faultKinds,
  type ProfileName,
  profileNames,
  type SimulatedCall,
  type SimulatedModel,
} from '../core/simulation.ts';
import { AqeError } from '../errors.ts';

/** `aqe simulate` */
export const simulateCommand: CommandFactory = (host) =>
  new Command('simulate')
    .description('a local Messages API with made-up answers, latencies and faults')
    .option('-p, --port <number>', 'the port on 127.0.0.1; 0 takes a free one', toPort, 8080)
    .addOption(
      new Option('--profile <name>', 'how long answers take')
        .choices(profileNames)
        .default('realistic' as const),
    )
    .option('--fault-rate <share>', 'the share of calls that go wrong, 0 to 1', toShare, 0)
    .addOption(
      new Option('--fault <kind...>', 'what goes wrong (default: everything)').choices(faultKinds),
    )
    .option('--seed <number>', 'the same seed, the same answers and faults', toSeed, 1)
    .option('--script <file>', 'answers of your own, as JSON Lines')
    .option('--key <key>', 'the only API key that is let in (default: any, or none)')
    .option('--jsonl', 'print one JSON value for each call')
    .addHelpText(
      'after',
      `
Examples:
  aqe simulate
  aqe simulate --port 9000 --profile instant --fault-rate 0.05 --seed 7
  aqe simulate --fault-rate 1 --fault cut-mid-text overloaded
  aqe simulate --script answers.jsonl --jsonl > calls.jsonl

Point a program at it with ANTHROPIC_BASE_URL. Nothing leaves this machine and nothing is billed.
It runs until Ctrl-C or SIGTERM, and then ends with exit code 0. docs/simulator.md has the details.
`,
    )
    .action(async (options, command) =>
      host.run(command.optsWithGlobals(), async (context) => simulate(context, options)),
    );

interface SimulateOptions {
  readonly port: number;
  readonly profile: ProfileName;
  readonly faultRate: number;
  readonly fault?: readonly FaultKind[];
  readonly seed: number;
  readonly script?: string;
  readonly key?: string;
  readonly jsonl?: true;
}

async function simulate(context: Context, options: SimulateOptions): Promise<ExitCode> {
  const { reporter, ports, clock } = context;
  const { jsonl = false, script, fault, ...behaviour } = options;
  if (jsonl && reporter.json) throw new AqeError('USAGE', 'use --json or --jsonl, not both');
  const [{ callEvent, callLine, listening, manual }, answer, models] = await Promise.all([
    import('./simulate/render.ts'),
    readScript(context, script),
    modelsOf(context),
  ]);
  const printLine = (value: object): void => {
    if (jsonl) reporter.raw(`${JSON.stringify(value)}\n`);
  };
  const onCall = (call: SimulatedCall): void => {
    printLine(callEvent(call));
    reporter.note(callLine(call));
  };
  const simulator = await ports.simulator({
    ...behaviour,
    faults: fault,
    answer,
    models,
    clock,
    onCall,
  });
  const start = listening(simulator, behaviour);
  printLine(start);
  if (!jsonl) reporter.result(start, ({ url }) => url);
  reporter.note(manual(start));
  await context.untilStopped();
  await simulator.close();
  return ExitCode.ok;
}

async function readScript(
  { files }: Context,
  file: string | undefined,
): Promise<AnswerScript | undefined> {
  if (file === undefined) return undefined;
  const [{ parseScript }, bytes] = await Promise.all([
    import('./simulate/parse-script.ts'),
    files.read(file),
  ]);
  return parseScript(new TextDecoder().decode(bytes), file);
}

/** Those of the catalogue that answer, or did once. */
async function modelsOf({ ports }: Context): Promise<readonly SimulatedModel[]> {
  const catalogue = await ports.catalogue();
  return catalogue
    .list()
    .filter(
      ({ provider, lifecycle }) => provider === 'anthropic' && !(lifecycle.neverExisted ?? false),
    )
    .map(({ id, contextWindow }) => ({ id, contextWindow }));
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new InvalidArgumentError('It is a whole number from 0 to 65535.');
}

function toShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError('It is a number from 0 to 1.');
}

function toSeed(text: string): number {
  const seed = Number(text);
  if (/^-?\d+$/.test(text) && Number.isSafeInteger(seed)) return seed;
  throw new InvalidArgumentError('It is a whole number.');
}
