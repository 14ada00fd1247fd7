import type { Context } from '../../cli/context.ts';
import { LiveBlock } from '../../cli/live/live-block.ts';
import { type BarStyle, barStyleFor } from '../../report/bar.ts';
import { oneLine } from '../../report/one-line.ts';
import { sparkline } from '../../report/sparkline.ts';
import type { Look } from '../../rollout/monitor/look.ts';
import type { MonitorState } from '../../rollout/monitor/monitor.ts';
import { breachReport } from '../../rollout/monitor/summary.ts';
import type { Watched, WatchedId } from '../../rollout/monitor/watched.ts';
import { clockText, eventText } from './event-text.ts';
import { limitText, spanText, valueText } from './value-text.ts';

/** Shows a look. */
export type Show = (state: MonitorState) => void;

/** One line of JSON for each look, and for each breach that begins or ends. */
export function showJson({ stdout }: Context): Show {
  const print = (value: object): void => void stdout.write(`${JSON.stringify(value)}\n`);
  return ({ look, events, leftMs }) => {
    const { at, ...rest } = look;
    print({
      type: 'look',
      at: new Date(at).toISOString(),
      leftMs: leftMs === undefined ? null : Math.round(leftMs),
      ...plain(rest),
    });
    for (const { kind, breach } of events) print({ type: 'breach', kind, ...breachReport(breach) });
  };
}

function plain({ values, answered, silent }: Omit<Look, 'at'>): object {
  return {
    values: Object.fromEntries(
      values.map(({ id, value, n, beyond }) => [id, { value: value ?? null, n, beyond }]),
    ),
    answered,
    silent,
  };
}

/** One line for each look, and for each breach that begins or ends. */
export function showLines({ reporter }: Context, watched: readonly Watched[]): Show {
  return ({ look, events }) => {
    const values = watched.map(({ id, unit }) => {
      const value = look.values.find((one) => one.id === id)?.value;
      return `${id} ${valueText(value, unit)}`;
    });
    reporter.raw(`${clockText(look.at)}  ${[...values, answeredText(look)].join('  ')}\n`);
    for (const event of events) reporter.raw(`${eventText(event, watched)}\n`);
  };
}

function answeredText({ answered, silent }: Look): string {
  return silent.length === 0 ? `${answered} up` : `${answered} up, ${silent.length} no data`;
}

/** How many looks a sparkline shows. */
const SPARKS = 40;

/** A table that is drawn again at each look, with what begins and ends above it. */
export function showLive(context: Context, watched: readonly Watched[], name: string): Show {
  const { stdout, env } = context;
  const { out } = context.reporter;
  const block = new LiveBlock(stdout);
  const bars = barStyleFor(env);
  const seen = new Map<WatchedId, (number | undefined)[]>();
  return ({ look, events, breaches, leftMs }) => {
    for (const { id, value } of look.values) {
      seen.set(id, [...(seen.get(id) ?? []), value].slice(-SPARKS));
    }
    const left = leftMs === undefined ? 'until Ctrl-C' : `${spanText(leftMs)} left`;
    const { length } = breaches.open;
    const state = length === 0 ? out.green('all well') : out.red(`${length} BREACHED`);
    const rows = watched.map((one) => row(one, look, { seen: seen.get(one.id) ?? [], bars }));
    const silent = look.silent.map(({ target, reason }) =>
      out.yellow(`no data  ${oneLine(target)}: ${oneLine(reason)}`),
    );
    block.draw(
      [
        '',
        `${clockText(look.at)}  ${state}  ${left}  ${answeredText(look)}  ${out.dim(oneLine(name))}`,
        '',
        ...rows.map(({ text, beyond }) => (beyond ? out.red(text) : text)),
        ...silent,
      ],
      events.map((event) => {
        const text = eventText(event, watched);
        return event.kind === 'began' ? out.red(text) : out.green(text);
      }),
    );
  };
}

function row(
  watched: Watched,
  look: Look,
  { seen, bars }: { readonly seen: readonly (number | undefined)[]; readonly bars: BarStyle },
): { readonly text: string; readonly beyond: boolean } {
  const { id, unit, limit, sense } = watched;
  const { value, n = 0, beyond = false } = look.values.find((measured) => measured.id === id) ?? {};
  const known = seen.filter((one) => one !== undefined);
  const range = {
    low: sense === 'most' ? 0 : Math.min(limit, ...known),
    high: sense === 'most' ? Math.max(limit, ...known) : 1,
  };
  const cells = [
    `${beyond ? '!' : ' '} ${id}`.padEnd(NAME),
    valueText(value, unit).padStart(VALUE),
    limitText(watched).padEnd(LIMIT),
    `n ${n}`.padEnd(COUNT),
    sparkline(seen, range, bars),
  ];
  return { text: cells.join('  '), beyond };
}

const NAME = 19;
const VALUE = 9;
const LIMIT = 10;
const COUNT = 8;
