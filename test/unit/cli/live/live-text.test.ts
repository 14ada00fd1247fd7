import { describe, expect, it } from 'vitest';
import { LiveText } from '../../../../src/cli/live/live-text.ts';
import { printable } from '../../../../src/cli/live/printable.ts';
import { Screen } from '../../../helpers/screen.ts';

function liveOn(screen: Screen): LiveText {
  return new LiveText({ out: screen.stream(), status: screen.stream(), style: (line) => line });
}

describe(LiveText, () => {
  it('keeps the status below the text that grows', () => {
    const screen = new Screen(40);
    const live = liveOn(screen);
    live.status('sonnet · 0 tokens');
    expect(screen.text()).toBe('\nsonnet · 0 tokens');
    live.write('The first ');
    live.write('line\nand the sec');
    live.status('sonnet · 7 tokens');
    expect(screen.text()).toBe('The first line\nand the sec\nsonnet · 7 tokens');
    live.write('ond');
    live.end();
    expect(screen.text()).toBe('The first line\nand the second\n');
  });

  it.each([1, 2, 3, 7, 20, 21, 40, 41])(
    'shows the same text in pieces of %d characters',
    (size) => {
      const text = `${'word '.repeat(13)}\n\n${'x'.repeat(40)}\n${'y'.repeat(20)}tail`;
      const screen = new Screen(20);
      const plain = new Screen(20);
      const live = liveOn(screen);
      live.status('status');
      for (let at = 0; at < text.length; at += size) {
        live.write(text.slice(at, at + size));
        live.status(`status ${at}`);
      }
      live.end();
      plain.stream().write(`${text}\n`);
      expect(screen.text()).toBe(plain.text());
    },
  );

  it('cuts a status that is wider than the terminal', () => {
    const screen = new Screen(20);
    const live = liveOn(screen);
    live.write('text');
    live.status('s'.repeat(50));
    live.end();
    expect(screen.text()).toBe('text\n');
  });

  it('puts a note on a line of its own', () => {
    const screen = new Screen(20);
    const live = liveOn(screen);
    live.status('busy');
    live.write('half a');
    live.note('(again)');
    live.write('whole');
    live.end();
    live.note('(end)');
    expect(screen.text()).toBe('half a\n(again)\nwhole\n(end)\n');
  });

  it('shows no status where there is no place for it', () => {
    const screen = new Screen(20);
    const out = screen.stream();
    const live = new LiveText({ out, status: undefined, style: (line) => line });
    live.status('busy');
    live.write('text');
    live.note('(again)');
    live.end();
    expect(screen.text()).toBe('text\n');
  });

  it('adds no line end to text that has one, and none to no text', () => {
    const screen = new Screen(20);
    const live = liveOn(screen);
    live.status('busy');
    live.end();
    live.write('done\n');
    live.end();
    expect(screen.text()).toBe('done\n');
  });
});

describe(printable, () => {
  it.each([
    ['plain text', 'a\tb\nc', 'a\tb\nc'],
    ['colours', '\u001B[31mred\u001B[0m', 'red'],
    ['a new window title', '\u001B]0;owned\u0007text', 'text'],
    ['a link', '\u001B]8;;http://x\u001B\\text\u001B]8;;\u001B\\', 'text'],
    ['a bell, a backspace, a carriage return', 'a\u0007b\u0008c\rd', 'abcd'],
    ['line ends of Windows', 'a\r\nb', 'a\nb'],
    ['C1 controls', 'a\u009B31mb', 'a31mb'],
    ['a lone escape', 'a\u001B', 'a'],
  ])('makes %s safe', (_, text, safe) => {
    expect(printable(text)).toBe(safe);
  });
});
