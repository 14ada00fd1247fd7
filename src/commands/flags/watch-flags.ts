import { once } from 'node:events';
import type { Context } from '../../cli/context.ts';
import { Recurring } from '../../core/recurring.ts';
import { AqeError } from '../../errors.ts';
import type { FlagsReport } from '../../report/flags/flags-report.ts';
import { renderFlags } from '../../report/flags/render-flags.ts';
import { type FlagsDesk, withFlags } from './open-flags.ts';

/** When to end, in milliseconds, and how to print. */
interface WatchOptions {
  readonly for?: number | undefined;
  readonly wait?: number | undefined;
  readonly jsonl?: true | undefined;
  readonly config?: string | undefined;
}

/** Milliseconds between two looks; PostgreSQL tells of changes of the flags at once. */
const POLL_MS = 1000;

/**
 * Prints the flags at each change.
 * @returns false when the time of `--wait` was over before every replica had them
 * @throws AqeError USAGE, FILE_…, CONFIG_…, ENV_INVALID, STORE_UNAVAILABLE
 */
export async function watchFlags(context: Context, options: WatchOptions): Promise<boolean> {
  const { reporter } = context;
  if (reporter.json && options.wait === undefined && options.for === undefined) {
    throw new AqeError('USAGE', '--json prints one value at the end, and nothing says when it is', {
      hint: 'Add --for 5m or --wait 30s, or print each state with --jsonl.',
    });
  }
  return withFlags(context, { config: options.config, absent: 'create' }, async (desk) => {
    const states = await follow(context, desk, options);
    if (reporter.json) reporter.result(states, () => '');
    return options.wait === undefined || states.at(-1)?.replicas.every(isCurrent) === true;
  });
}

/** Prints each state, and answers all of them at the end. */
async function follow(
  context: Context,
  desk: FlagsDesk,
  options: WatchOptions,
): Promise<readonly FlagsReport[]> {
  const scheduler = await context.ports.scheduler();
  const states = [await desk.report()];
  const end = new AbortController();
  const stop = (): void => {
    end.abort();
  };
  const show = (report: FlagsReport): void => {
    print(context, report, options);
    if (options.wait !== undefined && report.replicas.every(isCurrent)) stop();
  };
  states.forEach(show);
  const look = async (): Promise<void> => {
    const report = await desk.report();
    if (keyOf(report) === keyOf(states.at(-1))) return;
    states.push(report);
    show(report);
  };
  const looks = new Recurring(async () => look().catch(warnIn(context)), {
    scheduler,
    everyMs: POLL_MS,
  });
  const unlisten = desk.store.flags.listen(() => void looks.ask());
  const timeoutMs = options.wait ?? options.for;
  const cancel = timeoutMs === undefined ? undefined : scheduler.after(timeoutMs, stop);
  if (!end.signal.aborted) await Promise.race([once(end.signal, 'abort'), context.untilStopped()]);
  cancel?.();
  await Promise.all([looks.stop(), unlisten()]);
  return states;
}

function print({ reporter, stdout }: Context, report: FlagsReport, options: WatchOptions): void {
  if (options.jsonl === true) stdout.write(`${JSON.stringify(report)}\n`);
  else if (!reporter.json)
    reporter.result(report, (value, style) => `${renderFlags(value, style)}\n\n`);
}

/** A database may be away for a moment: what it says next counts. */
function warnIn({ reporter }: Context): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof AqeError)) throw error;
    reporter.debug(error.message);
  };
}

/** What makes a state another one: not when replicas were last seen. */
function keyOf(report: FlagsReport | undefined): string {
  const replicas = report?.replicas.map(({ seenAt: _seenAt, ...rest }) => rest);
  return JSON.stringify({ ...report, replicas });
}

function isCurrent({ current }: { readonly current: boolean }): boolean {
  return current;
}
