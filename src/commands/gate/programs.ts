import { valueAt } from '../../config/values.ts';
import type { ProgramEnding } from '../../core/ports.ts';
import type { Found } from '../../rollout/gate/check.ts';
import { readAudit } from '../../rollout/gate/read-audit.ts';
import type { ProgramResult, Weaknesses } from '../../rollout/gate/subject.ts';
import { configuredGates } from './configured.ts';
import { Absent, find } from './find.ts';
import type { GateDesk } from './gate-desk.ts';

const AUDIT = 'npm audit --omit=dev --json';
const MAX_MANIFEST = 4 * 1_048_576;
const locks = ['package-lock.json', 'npm-shrinkwrap.json'];

/** Runs the project's tests. */
export async function runTests(
  desk: GateDesk,
  env: Readonly<Record<string, string>>,
): Promise<Found<ProgramResult>> {
  const configured = (await configuredGates(desk)).tests;
  const command = desk.options.tests ?? configured ?? (await defaultTests(desk));
  if (command === undefined) {
    const reason = 'package.json has no test script: --tests says what runs';
    return { kind: 'absent', reason };
  }
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value} `);
  return find(variables.join('') + command, async () => {
    desk.context.reporter.note(`Running ${command} …`);
    const ended = await run(desk, command, env);
    return {
      exitCode: ended.exitCode ?? null,
      output: ended.tail,
      seconds: ended.durationMs / 1000,
    };
  });
}

async function defaultTests({ context: { files } }: GateDesk): Promise<string | undefined> {
  if ((await files.info('package.json')) === undefined) return undefined;
  const text = new TextDecoder().decode(await files.read('package.json', MAX_MANIFEST));
  return typeof valueAt(parsed(text), ['scripts', 'test']) === 'string' ? 'npm test' : undefined;
}

async function run(
  { context: { ports, cwd, signal }, options: { timeout } }: GateDesk,
  command: string,
  env: Readonly<Record<string, string>>,
): Promise<ProgramEnding> {
  const programs = await ports.programs();
  return programs.run(command, { cwd, env, timeoutMs: timeout, signal });
}

/** Asks for known weaknesses of dependencies. */
export async function runAudit(desk: GateDesk): Promise<Found<Weaknesses>> {
  const { options, context } = desk;
  const chosen = options.audit ?? (await configuredGates(desk)).audit;
  const command = chosen ?? AUDIT;
  return find(command, async () => {
    const found = await Promise.all(locks.map(async (path) => context.files.info(path)));
    if (chosen === undefined && found.every((info) => info === undefined)) {
      return new Absent('there is no package-lock.json: --audit says what runs');
    }
    context.reporter.note(`Running ${command} …`);
    const { output, tail } = await run(desk, command, {});
    return readAudit(output) ?? new Absent(`no report came: ${whyNot(output) ?? lastLine(tail)}`);
  });
}

/** npm tells in JSON why it has no report. */
function whyNot(output: string): string | undefined {
  const answer = parsed(output);
  const message = valueAt(answer, ['message']) ?? valueAt(answer, ['error', 'summary']);
  return typeof message === 'string' && message !== '' ? message : undefined;
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
