import { expect, it } from 'vitest';
import type { TypeCheckError } from '../../../../src/core/source-ports.ts';
import { newErrors } from '../../../../src/migrate/code/typecheck.ts';

function error(line: number, other: Partial<TypeCheckError> = {}): TypeCheckError {
  return { file: 'src/a.ts', code: 'TS2345', message: 'not assignable', line, ...other };
}

it.each<[string, TypeCheckError[], TypeCheckError[], TypeCheckError[]]>([
  ['none where none were', [], [], []],
  ['none when lines moved', [error(3), error(9)], [error(12), error(4)], []],
  ['none when some went', [error(3), error(9)], [error(4)], []],
  ['one more of the same', [error(3)], [error(4), error(8)], [error(8)]],
  ['another file', [error(3)], [error(3, { file: 'src/b.ts' })], [error(3, { file: 'src/b.ts' })]],
  ['another code', [error(3)], [error(3, { code: 'TS1' })], [error(3, { code: 'TS1' })]],
  ['another message', [error(3)], [error(3, { message: 'x' })], [error(3, { message: 'x' })]],
])('%s', (_, before, after, expected) => {
  expect(newErrors(before, after)).toEqual(expected);
});
