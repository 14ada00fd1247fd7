import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../../src/config/document/parse.ts';
import {
  formatPath,
  nearestSpan,
  type Path,
  spanOf,
} from '../../../../src/config/document/span.ts';

const text = `# top
plain: one
"quoted key": 'it''s'
list:
- a
- {x: 1, y: [2, 3], z: }
shared: &s
  deep: |
    block
again: *s
"esc\\u0041ped": ~
? explicit
: value
empty:   # nothing
`;

async function written(path: Path): Promise<string | undefined> {
  const document = await parseConfig(Buffer.from(text), 'x.yaml');
  const value = spanOf(document, path)?.value;
  return value === undefined ? undefined : text.slice(value.start, value.end);
}

describe(spanOf, () => {
  it.each<[string, Path, string | undefined]>([
    ['a plain value', ['plain'], 'one'],
    ['a quoted key and value', ['quoted key'], "'it''s'"],
    ['an item of a list', ['list', 0], 'a'],
    ['a flow map', ['list', 1], '{x: 1, y: [2, 3], z: }'],
    ['a flow list', ['list', 1, 'y'], '[2, 3]'],
    ['an empty value in a flow map', ['list', 1, 'z'], ''],
    ['a block scalar', ['shared', 'deep'], '    block\n'],
    ['what an alias repeats', ['again', 'deep'], '    block\n'],
    ['a key with an escape', ['escAped'], '~'],
    ['an explicit key', ['explicit'], 'value'],
    ['an empty value', ['empty'], ''],
    ['nothing for an absent key', ['absent'], undefined],
    ['nothing beyond a list', ['list', 7], undefined],
    ['nothing inside a scalar', ['plain', 'x'], undefined],
  ])('finds %s', async (_, path, expected) => {
    expect(await written(path)).toBe(expected);
  });

  it('follows an alias to the anchor in force there', async () => {
    const source = 'a: &x 1\nb: &x 2\nc: *x\nd: &x 3\n';
    const document = await parseConfig(
      Buffer.from(`- ${source.replaceAll('\n', '\n  ')}`),
      'x.yaml',
    );
    expect(spanOf(document, [0, 'c'])?.value).toMatchObject({ kind: 'alias', target: 'x' });
  });
});

describe(nearestSpan, () => {
  it('falls back to the parent', async () => {
    const document = await parseConfig(Buffer.from(text), 'x.yaml');
    expect(nearestSpan(document, ['shared', 'absent', 'more'])?.value.kind).toBe('map');
  });

  it('has nothing in an empty file', async () => {
    const document = await parseConfig(Buffer.from('# x\n'), 'x.yaml');
    expect(nearestSpan(document, ['a'])).toBeUndefined();
  });
});

describe(formatPath, () => {
  it.each<[Path, string]>([
    [['routing', 'models', 0, 'enabled'], 'routing.models[0].enabled'],
    [[], ''],
    [[0], '[0]'],
  ])('writes %j', (path, expected) => {
    expect(formatPath(path)).toBe(expected);
  });
});
