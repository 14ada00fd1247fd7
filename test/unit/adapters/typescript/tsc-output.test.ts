import { describe, expect, it } from 'vitest';
import { parseTscOutput, stopOf } from '../../../../src/adapters/typescript/tsc-output.ts';

const parse = (...lines: readonly string[]): ReturnType<typeof parseTscOutput> =>
  parseTscOutput(lines.join('\n'), 'app/tsconfig.json');

describe(parseTscOutput, () => {
  it('reads errors with and without a file, and their explanations', () => {
    const errors = parse(
      'src/a (1).ts(12,7): error TS2322: Type (1) is not: this\r',
      '  Types of parameters differ.\r',
      "    Type 'x' is not.\r",
      "error TS2688: Cannot find 'node'.",
      '  The file is in the program.',
      '../out.ts(1,1): error TS1005: ;',
      '',
    );
    expect(errors).toEqual([
      {
        file: 'src/a (1).ts',
        line: 12,
        code: 'TS2322',
        message: "Type (1) is not: this\n  Types of parameters differ.\n    Type 'x' is not.",
      },
      {
        file: 'app/tsconfig.json',
        line: 1,
        code: 'TS2688',
        message: "Cannot find 'node'.\n  The file is in the program.",
      },
      { file: '../out.ts', line: 1, code: 'TS1005', message: ';' },
    ]);
  });

  it('leaves out what is no error of the code', () => {
    expect(
      parse(
        'A new version is there!',
        'a.ts(1,1): error TS6305: Output file has not been built.',
        '  The file is in the program because:',
      ),
    ).toEqual([]);
  });
});

describe(stopOf, () => {
  it.each<[string, readonly string[], string | undefined]>([
    ['no errors', [], undefined],
    ['types', ['a.ts(1,1): error TS2322: x'], undefined],
    [
      'types found wrong by codes of the range of the parser',
      ['a.ts(1,1): error TS1259: x'],
      undefined,
    ],
    ['types and a setting', ['a.ts(1,1): error TS2322: x', 'error TS6053: y'], undefined],
    ['an unknown setting', ['t.json(1,1): error TS5023: x'], undefined],
    [
      'a setting that is refused',
      ['t.json(1,1): error TS5023: x', 't.json(2,1): error TS5102: y'],
      'TS5102',
    ],
    ['a library', ['error TS2318: x'], 'TS2318'],
    [
      'a file that does not parse',
      ['a.ts(1,1): error TS1068: x', 'a.ts(1,9): error TS1005: y'],
      'TS1068',
    ],
    [
      'no parse, beside a setting',
      ['a.tsx(1,1): error TS17008: x', 't.json(1,1): error TS5023: y'],
      'TS17008',
    ],
  ])('%s', (_, lines, code) => {
    expect(stopOf(parse(...lines))?.code).toBe(code);
  });
});
