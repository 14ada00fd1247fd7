import type { TypeCheckError } from '../../core/source-ports.ts';

const LOCATED = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/;
const GLOBAL = /^error (TS\d+): (.*)$/;

/** Said of an import from a reference that is not built: true of the disk, not of the code. */
const NOT_BUILT = 'TS6305';

/**
 * Reads what `tsc --pretty false` prints.
 * @param config what errors that have no file are put down to
 */
export function parseTscOutput(output: string, config: string): readonly TypeCheckError[] {
  const errors: TypeCheckError[] = [];
  for (const line of output.split(/\r?\n/)) {
    const error = errorIn(line, config);
    if (error !== undefined) errors.push(error);
    else if (line.trim() !== '') continueLast(errors, line);
  }
  return errors.filter(({ file, code }) => code !== NOT_BUILT || file === config);
}

function errorIn(line: string, config: string): TypeCheckError | undefined {
  const located = LOCATED.exec(line);
  if (located !== null) {
    const [, file = '', at, code = '', message = ''] = located;
    return { file, code, message, line: Number(at) };
  }
  const global = GLOBAL.exec(line);
  if (global === null) return undefined;
  const [, code = '', message = ''] = global;
  return { file: config, code, message, line: 1 };
}

/** Explanations stand on lines of their own below the error. */
function continueLast(errors: TypeCheckError[], line: string): void {
  const last = errors.pop();
  if (last !== undefined) errors.push({ ...last, message: `${last.message}\n${line}` });
}

/** What tsc reports of a tsconfig.json, and checks the code all the same. */
const TOLERATED = new Set(['TS1005', 'TS5023', 'TS5024', 'TS5025', 'TS6046']);

/** What only a parser says. Other errors of the same range come from the check of types. */
const SYNTAX = new Set(
  [
    1002, 1003, 1005, 1010, 1068, 1109, 1110, 1124, 1126, 1127, 1128, 1130, 1131, 1134, 1135, 1136,
    1137, 1138, 1139, 1141, 1144, 1160, 1161, 1180, 1181, 1185, 1351, 1434, 1435, 17002, 17008,
    17014,
  ].map((code) => `TS${code}`),
);

/**
 * The error at which tsc stopped before it looked at types: wrong options, a missing library, a file that does not parse.
 * Without any error, or with one about types, it has looked.
 */
export function stopOf(errors: readonly TypeCheckError[]): TypeCheckError | undefined {
  const inConfigs = errors.filter(({ file }) => file.endsWith('.json'));
  const inCode = errors.filter(({ file }) => !file.endsWith('.json'));
  if (inCode.length === 0) return inConfigs.find(({ code }) => !TOLERATED.has(code));
  if (inCode.some(({ code }) => !/^TS17?\d{3}$/.test(code))) return undefined;
  return inCode.find(({ code }) => SYNTAX.has(code));
}
