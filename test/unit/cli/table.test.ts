import { Chalk } from 'chalk';
import { describe, expect, it } from 'vitest';
import { type Column, renderTable } from '../../../src/cli/table.ts';

interface Planet {
  readonly name: string;
  readonly moons: number;
  readonly kind: string;
}

const planets: readonly Planet[] = [
  { name: 'Jupiter', moons: 97, kind: 'gas giant' },
  { name: 'Mars', moons: 2, kind: 'rock' },
];
const columns: readonly Column<Planet>[] = [
  { title: 'name', cell: ({ name }) => name },
  { title: 'moons', align: 'right', cell: ({ moons }) => String(moons) },
  { title: 'kind', cell: ({ kind }) => kind },
];
const plain = new Chalk({ level: 0 });

describe(renderTable, () => {
  it('aligns columns and leaves no blanks at line ends', () => {
    expect(renderTable(planets, columns, plain).split('\n')).toEqual([
      'name     moons  kind',
      'Jupiter     97  gas giant',
      'Mars         2  rock',
    ]);
  });

  it('prints the header alone when there are no rows', () => {
    expect(renderTable([], columns, plain)).toBe('name  moons  kind');
  });

  it('keeps the alignment with colours', () => {
    const style = new Chalk({ level: 1 });
    const color = (text: string, { moons }: Planet): string =>
      moons > 9 ? style.green(text) : style.red(text);
    const name: Column<Planet> = { title: 'name', cell: (planet) => planet.name, color };
    expect(renderTable(planets, [name, ...columns.slice(1, 2)], style).split('\n')).toEqual([
      '\u001B[1mname   \u001B[22m  \u001B[1mmoons\u001B[22m',
      '\u001B[32mJupiter\u001B[39m     97',
      '\u001B[31mMars   \u001B[39m      2',
    ]);
  });
});
