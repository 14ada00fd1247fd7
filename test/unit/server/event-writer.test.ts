import { expect, it, vi } from 'vitest';
import { EventWriter, type WriteText } from '../../../src/server/routes/event-writer.ts';

const event = (number: number) => ({ id: `1.${number}`, event: 'text', data: { n: number } });
const textOf = (number: number): string =>
  `event: text\ndata: {"n":${number}}\nid: 1.${number}\n\n`;

it('writes at once, and together what comes while a write is under way', async () => {
  const writes: string[] = [];
  const done: (() => void)[] = [];
  const writer = new EventWriter(async (text) => {
    writes.push(text);
    return new Promise<void>((resolve) => done.push(resolve));
  });
  writer.push(event(1));
  writer.push(event(2));
  writer.text(': alive\n\n');
  writer.push(event(3));
  expect(writes).toEqual([textOf(1)]);
  done[0]?.();
  await vi.waitFor(() => {
    expect(writes).toEqual([textOf(1), `${textOf(2)}: alive\n\n${textOf(3)}`]);
  });
  const written = writer.written();
  done[1]?.();
  await written;
  writer.push(event(4));
  expect(writes.at(-1)).toBe(textOf(4));
});

it('fails with the write that failed, and writes no more', async () => {
  const write = vi.fn<WriteText>(async () => {
    throw new Error('gone');
  });
  const writer = new EventWriter(write);
  writer.push(event(1));
  writer.push(event(2));
  await expect(writer.written()).rejects.toMatchObject({ cause: { message: 'gone' } });
  writer.push(event(3));
  await expect(writer.written()).rejects.toMatchObject({ cause: { message: 'gone' } });
  expect(write).toHaveBeenCalledTimes(1);
});
