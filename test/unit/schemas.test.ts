import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isRecord } from '../../src/config/values.ts';
import { compileStrictly, readSchema, schemasFolder } from '../helpers/schema.ts';

const schemas = readdirSync(schemasFolder)
  .filter((name) => name.endsWith('.schema.json'))
  .map((name) => name.replace('.schema.json', ''));

/** Keywords whose schemas only refine what is described elsewhere. */
const refinements = new Set(['if', 'then', 'else', 'not']);

/** The paths of all properties that lack one of the annotations. */
function lacking(annotations: readonly string[], node: unknown, path = ''): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (refinements.has(key)) return [];
    const below = lacking(annotations, value, `${path}/${key}`);
    if (key !== 'properties' || !isRecord(value)) return below;
    return Object.keys(value)
      .filter((name) => !isAnnotated(value[name], annotations))
      .map((name) => `${path}/${name}`)
      .concat(below);
  });
}

function isAnnotated(property: unknown, annotations: readonly string[]): boolean {
  if (!isRecord(property)) return false;
  return '$ref' in property || annotations.every((name) => typeof property[name] === 'string');
}

it('finds the schemas', () => {
  expect(schemas).toContain('doctor');
});

describe.each(schemas)('%s', (name) => {
  it('compiles in strict mode', () => {
    expect(() => compileStrictly(readSchema(name))).not.toThrow();
  });

  it('has a title and a description', () => {
    expect(readSchema(name)).toMatchObject({
      title: expect.stringMatching(/./),
      description: expect.stringMatching(/./),
    });
  });

  it('describes every property, and for editors gives each key of a configuration a title', () => {
    const annotations = name.startsWith('fleet-') ? ['title', 'description'] : ['description'];
    expect(lacking(annotations, readSchema(name))).toEqual([]);
  });
});
