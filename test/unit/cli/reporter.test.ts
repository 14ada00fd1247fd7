import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createReporter, type ReporterOptions } from '../../../src/cli/reporter.ts';
import { heldText } from '../../helpers/held-text.ts';

const plain: ReporterOptions = { json: false, quiet: false, verbose: false, color: true };

interface Setting {
  readonly options?: Partial<ReporterOptions>;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
  readonly signal?: AbortSignal;
}

function setUp({ options, env, tty, signal }: Setting) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()].map((stream) =>
    Object.assign(stream, { isTTY: tty === true }),
  );
  if (stdout === undefined || stderr === undefined) throw new Error('two streams');
  const outlets = { stdout, stderr, signal: signal ?? new AbortController().signal };
  const reporter = createReporter({ ...plain, ...options }, outlets, env ?? {});
  const said = () => ({ out: heldText(stdout), err: heldText(stderr) });
  return { reporter, said };
}

describe(createReporter, () => {
  it('prints results to stdout and the rest to stderr', () => {
    const { reporter, said } = setUp({});
    reporter.result({ n: 1 }, ({ n }) => `n is ${n}`);
    reporter.raw('as it is');
    reporter.note('by the way');
    reporter.warn('look');
    reporter.debug('not shown');
    expect(said()).toEqual({ out: 'n is 1\nas it is', err: 'by the way\nlook\n' });
  });

  it('prints one JSON value instead of the text', () => {
    const { reporter, said } = setUp({ options: { json: true } });
    reporter.result({ n: 1 }, () => 'text');
    expect(said().out).toBe('{\n  "n": 1\n}\n');
  });

  it('prints nothing for an empty result', () => {
    const { reporter, said } = setUp({});
    reporter.result(0, () => '');
    expect(said().out).toBe('');
  });

  it('says less when quiet, more when verbose', () => {
    const { reporter, said } = setUp({ options: { quiet: true, verbose: true } });
    reporter.note('by the way');
    reporter.warn('look');
    reporter.debug('details');
    expect(said().err).toBe('look\ndetails\n');
  });

  it('is silent after an interrupt', () => {
    const { reporter, said } = setUp({ signal: AbortSignal.abort() });
    reporter.result(1, () => 'late');
    reporter.warn('late');
    expect(said()).toEqual({ out: '', err: '' });
  });

  it.each<[string, Setting, boolean]>([
    ['a terminal', { tty: true }, true],
    ['a pipe', {}, false],
    ['a dumb terminal', { tty: true, env: { TERM: 'dumb' } }, false],
    ['--no-color', { tty: true, options: { color: false } }, false],
    ['NO_COLOR', { tty: true, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR', { tty: true, env: { NO_COLOR: '' } }, true],
    ['FORCE_COLOR in a pipe', { env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR=0 in a terminal', { tty: true, env: { FORCE_COLOR: '0' } }, false],
    [
      '--no-color against FORCE_COLOR',
      { options: { color: false }, env: { FORCE_COLOR: '1' } },
      false,
    ],
  ])('colours for %s: %s', (_, setting, coloured) => {
    const { reporter } = setUp(setting);
    expect(reporter.out.red('x') !== 'x').toBe(coloured);
    expect(reporter.err.red('x') !== 'x').toBe(coloured);
  });
});
