import { describe, expect, it } from 'vitest';
import { LiveBlock } from '../../../../src/cli/live/live-block.ts';
import { Screen } from '../../../helpers/screen.ts';

describe(LiveBlock, () => {
  it('draws its lines in place, and keeps what goes above them', () => {
    const screen = new Screen(30);
    const block = new LiveBlock(screen.stream());
    block.draw(['one', 'two']);
    block.draw(['three'], ['it began']);
    block.draw(['four', 'five'], ['it ended']);
    expect(screen.text()).toBe('it began\nit ended\nfour\nfive\n');
  });

  it('never lets a line take two rows, whatever it is made of', () => {
    const screen = new Screen(20);
    const block = new LiveBlock(screen.stream());
    const long = '▁▂▃ 日本語 and so on, and so on';
    block.draw([long, 'below']);
    block.draw([long, 'below']);
    expect(screen.text()).toBe('▁▂▃ 日本語 and so o\nbelow\n');
  });

  it('keeps colours whole when it cuts', () => {
    let written = '';
    const stream = Object.assign(new Screen(20).stream(), {
      write: (text: string) => {
        written += text;
        return true;
      },
    });
    new LiveBlock(stream).draw([`\u001B[31m${'x'.repeat(40)}\u001B[39m`]);
    expect(written).toContain(`\u001B[31m${'x'.repeat(19)}\u001B[39m\n`);
  });
});
