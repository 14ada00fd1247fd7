/** What bars are drawn with. */
export type BarStyle = 'blocks' | 'ascii';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A horizontal bar. What is more than nothing shows at least the thinnest mark.
 * @param fraction of the width, 0 to 1
 * @param width in columns
 */
export function bar(fraction: number, width: number, style: BarStyle): string {
  const filled = Math.min(Math.max(fraction, 0), 1) * width;
  if (filled === 0) return '';
  if (style === 'ascii') return '#'.repeat(Math.max(1, Math.round(filled)));
  const eighths = Math.max(1, Math.round(filled * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

/** Whether a terminal shows block elements, as far as the environment tells: a UTF-8 locale, or a terminal that is known for it. */
export function barStyleFor(env: Readonly<Record<string, string | undefined>>): BarStyle {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return 'ascii';
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((name) => (name ?? '') !== '');
  if (locale !== undefined) return /utf-?8/i.test(locale) ? 'blocks' : 'ascii';
  return (env['WT_SESSION'] ?? '') === '' ? 'ascii' : 'blocks';
}
