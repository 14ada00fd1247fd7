import { describe, expect, it } from 'vitest';
import { readFleet } from '../../../../src/config/validate/read-fleet.ts';

describe(readFleet, () => {
  it('reads a configuration', async () => {
    const { value } = await readFleet(Buffer.from('fleet: {id: a}'), 'f.yaml');
    expect(value).toEqual({ fleet: { id: 'a' } });
  });

  it('takes the last of two equal keys in JSON, as 1.0.4 does', async () => {
    const { value } = await readFleet(Buffer.from('{"fleet": {"id": "a", "id": "b"}}'), 'f.json');
    expect(value).toEqual({ fleet: { id: 'b' } });
  });

  it.each([
    ['an empty file', '# nothing\n', 'CONFIG_EMPTY', 1],
    ['a list', '- fleet\n', 'CONFIG_NOT_A_MAP', 1],
    ['a text', 'fleet', 'CONFIG_NOT_A_MAP', 1],
    ['equal keys in YAML', 'fleet:\n  id: a\n  id: b\n', 'CONFIG_DUPLICATE_KEY', 3],
    ['broken YAML', 'fleet: [\n', 'CONFIG_SYNTAX', 2],
  ])('refuses %s', async (_name, text, code, line) => {
    await expect(readFleet(Buffer.from(text), 'f.yaml')).rejects.toMatchObject({
      code,
      location: { file: 'f.yaml', line },
    });
  });

  it('refuses the file of another product, with advice', async () => {
    const text = 'defaultNamespace: x\nhelm: {}\n';
    await expect(readFleet(Buffer.from(text), 'fleet.yaml')).rejects.toMatchObject({
      code: 'CONFIG_FOREIGN',
      message: expect.stringContaining('Rancher'),
      hint: expect.stringContaining('config/fleet.yaml'),
    });
  });
});
