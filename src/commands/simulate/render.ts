import type { ProfileName, SimulatedCall, Simulator } from '../../core/simulation.ts';

/** How the simulator was asked to be. */
interface Behaviour {
  readonly profile: ProfileName;
  readonly faultRate: number;
  readonly seed: number;
}

/** What `--json` prints, and `--jsonl` first. */
interface Listening extends Behaviour {
  readonly type: 'listening';
  readonly url: string;
  readonly port: number;
}

/** Where it is, and how it behaves. */
export function listening(
  { url, port }: Pick<Simulator, 'url' | 'port'>,
  { profile, faultRate, seed }: Behaviour,
): Listening {
  return { type: 'listening', url, port, profile, faultRate, seed };
}

/** How to use it, for people. */
export function manual({ url, profile, faultRate, seed }: Listening): string {
  return [
    `Messages API on ${url}: profile ${profile}, fault rate ${faultRate}, seed ${seed}. The answers are made up.`,
    'In another terminal, for aqe and for every program with an Anthropic SDK:',
    `  export ANTHROPIC_BASE_URL=${url} ANTHROPIC_API_KEY=any`,
    'Ctrl-C stops it.',
  ].join('\n');
}

/** What `--jsonl` prints for a call. */
export function callEvent(call: SimulatedCall): object {
  const { model = null, fault = null, status = null } = call;
  return { type: 'call', ...call, model, fault, status };
}

/** A call in one line, for people. */
export function callLine(call: SimulatedCall): string {
  const { index, model = '(no model)', stream, fault, status = 'no status', outcome } = call;
  return [
    `#${index}`,
    model,
    stream ? 'stream' : 'plain',
    String(status),
    fault === undefined ? outcome : `${outcome} (${fault})`,
    tokensOf(call),
    `${call.endedMs - call.startedMs} ms`,
  ].join('  ');
}

function tokensOf({ billed }: SimulatedCall): string {
  const written = billed.cacheWrite5m + billed.cacheWrite1h;
  const cache = billed.cacheRead + written === 0 ? '' : ` cache ${billed.cacheRead}/${written}`;
  return `in ${billed.input}${cache} out ${billed.output}`;
}
