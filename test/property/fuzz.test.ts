import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { parseConfig } from '../../src/config/document/parse.ts';
import { AqeError } from '../../src/errors.ts';
import { migrateConfig } from '../../src/migrate/config/migrate-config.ts';
import { MemoryFiles } from '../helpers/memory-files.ts';
import { migrateOptions } from '../helpers/migrate.ts';
import { yamlFile } from '../helpers/yaml-arbitrary.ts';

const RUNS = 20_000;

/** What goes wrong in files: cut, doubled, swapped and foreign bytes, in the places where it hurts. */
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(12),
  insert: fc.oneof(
    fc.constantFrom(
      '\t',
      '\n',
      '\r',
      ' ',
      ':',
      '- ',
      '|',
      '>',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '#',
      '&a',
      '*a',
      '---\n',
      '...\n',
    ),
    fc.constantFrom(
      '\0',
      '\uFEFF',
      '\u2028',
      '<<: ',
      '? ',
      '%YAML 1.1\n',
      '!!binary ',
      'ai:\n  apiKey: x\n',
      'features: 1\n',
      '\uD800',
    ),
    fc.string({ maxLength: 8, unit: 'binary' }),
  ),
});

function mutate(
  text: string,
  { at, length, insert }: { at: number; length: number; insert: string },
): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insert + text.slice(start + length);
}

/** What the parsers of 1.0.4 have against a text. */
function errorsIn(text: string, name: string): unknown[] {
  if (!name.endsWith('.json')) return parseDocument(text, { logLevel: 'silent' }).errors;
  JSON.parse(text.replace(/^\uFEFF/, ''));
  return [];
}

it(`survives ${RUNS} broken files: each is migrated soundly or refused with a reason`, async () => {
  const seen = { migrated: 0, refused: 0 };
  const sound = fc.oneof(
    { weight: 4, arbitrary: yamlFile.map((text) => ({ text, name: 'fleet.yaml' })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(0, 2, '\t'))
        .map(([value, indent]) => ({
          text: JSON.stringify(value, null, indent),
          name: 'fleet.json',
        })),
    },
  );
  const broken = fc
    .tuple(sound, fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([{ text, name }, mutations]) => ({ text: mutations.reduce(mutate, text), name }));
  const property = fc.asyncProperty(broken, async ({ text, name }) => {
    const bytes = Buffer.from(text);
    const files = new MemoryFiles({ [name]: bytes });
    const job = { source: name, target: 'out' };
    const run = migrateConfig({ files, stdin: async () => bytes }, job, {
      ...migrateOptions,
      mode: 'write',
      force: false,
    });
    const failure: unknown = await run.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(Buffer.from(await files.read(name)).equals(bytes), 'the source is as it was').toBe(true);
    const written = files.content.get('out');
    if (failure !== undefined) {
      expect(failure).toBeInstanceOf(AqeError);
      expect(written).toBeUndefined();
      seen.refused += 1;
    } else if (written !== undefined) {
      expect(errorsIn(Buffer.from(written).toString(), name)).toEqual([]);
      const { value } = await parseConfig(written, name);
      expect(value).toMatchObject({ features: expect.anything(), routing: expect.anything() });
      seen.migrated += 1;
    }
  });
  await fc.assert(property, { numRuns: RUNS, seed: 42 });
  expect(seen.migrated).toBeGreaterThan(RUNS / 10);
  expect(seen.refused).toBeGreaterThan(RUNS / 10);
});
