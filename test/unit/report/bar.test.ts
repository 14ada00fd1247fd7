import { describe, expect, it } from 'vitest';
import { bar, barStyleFor } from '../../../src/report/bar.ts';

describe(bar, () => {
  it.each([
    [0, '', ''],
    [0.000_001, '▏', '#'],
    [0.5, '██', '##'],
    [0.59, '██▍', '##'],
    [1, '████', '####'],
    [2, '████', '####'],
    [-1, '', ''],
  ])('draws %d of four columns as %j, in ASCII as %j', (fraction, blocks, ascii) => {
    expect(bar(fraction, 4, 'blocks')).toBe(blocks);
    expect(bar(fraction, 4, 'ascii')).toBe(ascii);
  });
});

describe(barStyleFor, () => {
  it.each([
    ['a UTF-8 locale', { LANG: 'de_DE.UTF-8' }, 'blocks'],
    ['another spelling', { LC_CTYPE: 'C.utf8' }, 'blocks'],
    ['LC_ALL before LANG', { LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'ascii'],
    ['an empty LC_ALL', { LC_ALL: '', LANG: 'en_US.UTF-8' }, 'blocks'],
    ['Latin-1', { LANG: 'de_DE.ISO-8859-1' }, 'ascii'],
    ['no locale', {}, 'ascii'],
    ['no locale in Windows Terminal', { WT_SESSION: '1' }, 'blocks'],
    ['a dumb terminal', { LANG: 'en_US.UTF-8', TERM: 'dumb' }, 'ascii'],
    ['the Linux console', { LANG: 'en_US.UTF-8', TERM: 'linux' }, 'ascii'],
  ])('%s', (_, env, style) => {
    expect(barStyleFor(env)).toBe(style);
  });
});
