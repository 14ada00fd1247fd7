import { AqeError } from '../../errors.ts';

/** One line of metrics. */
export interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** May be NaN or infinite. */
  readonly value: number;
}

const NAME = /[A-Za-z_:][\w:]*/y;
const LABEL = /\s*([A-Za-z_]\w*)\s*=\s*"((?:[^"\\\n]|\\[\\"n])*)"\s*/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INFINITE = /^([+-]?)inf(?:inity)?$/i;
/** What may follow a value: a time, and in OpenMetrics an exemplar. */
const REST = /^\s+(\S+)(?:\s+[+-]?[\d.]+(?:e[+-]?\d+)?)?(?:\s+#\s*\{.*\}.*)?\s*$/i;
const TYPE = /^#\s*TYPE\s+(\S+)\s+(\S+)\s*$/;
const types = new Set([
  'counter',
  'gauge',
  'histogram',
  'gaugehistogram',
  'summary',
  'untyped',
  'unknown',
  'info',
  'stateset',
]);

/**
 * Reads the text format of Prometheus, and OpenMetrics; strictly, because what is half read is wrong without looking so.
 * @param source its name, for messages
 * @throws AqeError DATA_INVALID, with the line
 */
export function parseMetrics(text: string, source: string): readonly MetricSample[] {
  if (/^\s*</.test(text)) throw failure('this is HTML or XML, not metrics', source, 1);
  if (text.trim() === '') throw failure('there are no metrics', source, 1);
  if (!text.endsWith('\n')) {
    throw failure('the last line has no end: the answer was cut off', source, lineCount(text));
  }
  const samples: MetricSample[] = [];
  const seen = new Set<string>();
  let isOver = false;
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (isOver) throw failure('something comes after # EOF', source, index + 1);
    isOver = /^#\s*EOF$/.test(trimmed);
    if (trimmed.startsWith('#')) {
      checkComment(trimmed, source, index + 1);
      continue;
    }
    const sample = parseSample(trimmed, source, index + 1);
    const series = seriesKey(sample);
    if (seen.has(series)) throw failure(`${series} is there twice`, source, index + 1);
    seen.add(series);
    samples.push(sample);
  }
  return samples;
}

/** A name for a series that does not depend on the order of its labels. */
export function seriesKey({ name, labels }: MetricSample): string {
  const pairs = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${name}{${pairs.map(([label, value]) => `${label}=${JSON.stringify(value)}`).join(',')}}`;
}

function checkComment(comment: string, source: string, line: number): void {
  if (!/^#\s*TYPE\b/.test(comment)) return;
  const [, , type = ''] = TYPE.exec(comment) ?? [];
  if (!types.has(type)) throw failure(`this type is not known: ${comment}`, source, line);
}

function parseSample(text: string, source: string, line: number): MetricSample {
  NAME.lastIndex = 0;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) throw failure('a line begins with no name', source, line);
  const { labels, end } = parseLabels(text, name.length, { source, line });
  const match = REST.exec(text.slice(end).replace(/^(?=\S)/, text[end - 1] === '}' ? ' ' : ''));
  const value = match === null ? undefined : numberOf(match[1] ?? '');
  if (value === undefined) throw failure(`${name} has no value`, source, line);
  return { name, labels, value };
}

interface Place {
  readonly source: string;
  readonly line: number;
}

function parseLabels(
  text: string,
  start: number,
  { source, line }: Place,
): { readonly labels: MetricSample['labels']; readonly end: number } {
  const open = /^\s*\{/.exec(text.slice(start));
  if (open === null) return { labels: {}, end: start };
  const labels = new Map<string, string>();
  let at = start + open[0].length;
  for (;;) {
    const close = /^\s*\}/.exec(text.slice(at));
    if (close !== null) return { labels: Object.fromEntries(labels), end: at + close[0].length };
    const label = labelAt(text, at);
    if (label === undefined) throw failure('a label is not as it should be', source, line);
    const { name, value, length } = label;
    if (labels.has(name)) throw failure(`the label ${name} is there twice`, source, line);
    labels.set(name, value);
    at += length;
    if (text[at] === ',') at += 1;
    else if (text[at] !== '}') throw failure('labels do not end', source, line);
  }
}

function labelAt(
  text: string,
  at: number,
): { readonly name: string; readonly value: string; readonly length: number } | undefined {
  LABEL.lastIndex = at;
  const [whole, name, quoted] = LABEL.exec(text) ?? [];
  if (whole === undefined || name === undefined || quoted === undefined) return undefined;
  return { name, value: unescaped(quoted), length: whole.length };
}

function unescaped(text: string): string {
  return text.replaceAll(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character,
  );
}

function numberOf(text: string): number | undefined {
  if (NUMBER.test(text)) return Number(text);
  if (/^nan$/i.test(text)) return Number.NaN;
  const infinite = INFINITE.exec(text);
  if (infinite === null) return undefined;
  return infinite[1] === '-' ? -Infinity : Infinity;
}

function lineCount(text: string): number {
  return text.split('\n').length;
}

function failure(message: string, file: string, line: number): AqeError {
  return new AqeError('DATA_INVALID', message, {
    location: { file, line, column: 1 },
    hint: 'Is this the address of the metrics? It usually ends in /metrics.',
  });
}
