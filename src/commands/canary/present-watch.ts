import type { Context } from '../../cli/context.ts';
import { LiveText } from '../../cli/live/live-text.ts';
import { oneLine } from '../../report/one-line.ts';
import type { MetricResult } from '../../rollout/verdict.ts';
import { metricText } from '../../report/canary/metric-text.ts';
import { isOfInterest } from './render-comparison.ts';
import type { Followed } from './rollout-desk.ts';
import type { LookView } from './rollout-state.ts';
import type { WatchEvent, WatchPresenter } from './watch-events.ts';

/** Prints the events of a watch: JSON lines, one list of JSON at the end, or lines for people, on a terminal with a status below. */
export function presentWatch(context: Context, jsonl: boolean): WatchPresenter {
  const { reporter, stdout } = context;
  if (jsonl) {
    return {
      event: (event) => void stdout.write(`${JSON.stringify(event)}\n`),
      status: () => undefined,
      end: () => undefined,
    };
  }
  if (reporter.json) {
    const events: WatchEvent[] = [];
    return {
      event: (event) => void events.push(event),
      status: () => undefined,
      end: () => {
        reporter.result(events, () => '');
      },
    };
  }
  return forPeople(context);
}

function forPeople({ reporter, stdout }: Context): WatchPresenter {
  const shows = stdout.isTTY === true && !reporter.quiet;
  const { out: style } = reporter;
  const live = new LiveText({
    out: stdout,
    status: shows ? stdout : undefined,
    style: (line) => style.dim(line),
  });
  return {
    event: (event) => {
      const line = `${event.at.slice(11, 19)}  ${eventText(event)}`;
      live.write(`${line}\n`);
    },
    status: (text) => {
      live.status(text);
    },
    end: () => {
      live.end();
    },
  };
}

function eventText(event: WatchEvent): string {
  const { rollout } = event;
  const here = `${String(rollout.percent).padStart(3)} %`;
  switch (event.type) {
    case 'started': {
      return `${here}  started by ${oneLine(rollout.startedBy)}`;
    }
    case 'resumed': {
      return `${here}  goes on, in this stage since ${rollout.since}`;
    }
    case 'look': {
      return `${here}  ${lookText(event.look)}`;
    }
    case 'unseen': {
      return `${here}  not seen: ${oneLine(event.reason)}`;
    }
    case 'promoted': {
      return `${here}  promoted${followedText(event.followed)}`;
    }
    case 'held': {
      return `${here}  HELD: ${oneLine(event.reason)}`;
    }
    case 'completed': {
      return `${here}  complete${followedText(event.followed)}`;
    }
    case 'ended': {
      const how = rollout.status === 'failed' ? 'FAIL, rolled back' : 'aborted';
      return `${here}  ${how}${followedText(event.followed)}: ${oneLine(rollout.endReason ?? '')}`;
    }
  }
}

function followedText(followed: Followed | null): string {
  if (followed === null || followed.live === 0) return '';
  const { live, late, ms } = followed;
  return `, in force on ${live - late.length} of ${live} replicas after ${ms} ms`;
}

function lookText({ number, soaked, comparison }: LookView): string {
  const { verdict, metrics } = comparison;
  const decisive = metrics.filter((metric) => metric.metric !== 'assignment' && isShown(metric));
  const numbers = decisive.map((metric) => {
    const { metric: name, canary, stable, delta } = metricText(metric);
    return `${name.replace(' (advisory)', '').toLowerCase()} ${canary} against ${stable} (${delta})`;
  });
  const worst = metrics.find((metric) => metric.required && metric.verdict === verdict);
  const why = verdict === 'PASS' || worst === undefined ? '' : `: ${worst.reason}`;
  return `look ${number}${soaked ? '' : ' (early)'}  ${verdict}${why}${numbers.length === 0 ? '' : `; ${numbers.join(', ')}`}`;
}

function isShown(metric: MetricResult): boolean {
  return metric.required && isOfInterest(metric) && metric.canary !== null;
}
