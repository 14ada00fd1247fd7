import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { extractJson } from './extract-json.ts';
import type { ResultFormat } from './result-format.ts';
import { isSafePath } from './safe-path.ts';
import type { MadeFile, Report, TaskResult } from './task-result.ts';

interface Answers {
  readonly files: { readonly files: readonly MadeFile[]; readonly notes?: string };
  readonly report: Report;
}

/** Reads an answer as its format promises; `malformed` when it does not keep the promise. */
export async function readResult(text: string, format: ResultFormat): Promise<TaskResult> {
  if (format.kind === 'text') return { kind: 'text', text };
  const json = extractJson(text);
  if (json === undefined) return malformed(text, ['there is no JSON object in it']);
  if (format.kind === 'files') {
    const checked = await check('files', json.value);
    if ('problems' in checked) return malformed(text, checked.problems);
    const { files, notes = '' } = checked.value;
    const unsafe = files.filter(({ path }) => !isSafePath(path)).map(({ path }) => path);
    if (unsafe.length > 0) {
      return malformed(
        text,
        unsafe.map((path) => `the path "${path}" leaves the project`),
      );
    }
    return { kind: 'files', files, notes };
  }
  const checked = await check('report', json.value);
  return 'problems' in checked
    ? malformed(text, checked.problems)
    : { kind: 'report', report: checked.value };
}

function malformed(text: string, problems: readonly string[]): TaskResult {
  return { kind: 'malformed', text, problems };
}

type Checked<T> = { readonly value: T } | { readonly problems: readonly string[] };

async function check<K extends keyof Answers>(
  kind: K,
  value: unknown,
): Promise<Checked<Answers[K]>> {
  const validate = await validatorOf(kind);
  if (validate(value)) return { value };
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message = 'is not valid' }) =>
      `${instancePath === '' ? 'the object' : instancePath} ${message}`,
  );
  return { problems };
}

/** Loading the validator costs less than a hundredth of what the answer took. */
async function validatorOf<K extends keyof Answers>(
  kind: K,
): Promise<ValidateFunction<Answers[K]>> {
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const file = new URL(`../../../schemas/result-${kind}.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ allErrors: true });
  return ajv.compile<Answers[K]>(JSON.parse(readFileSync(file, 'utf8')));
}
