import { describe, expect, it } from 'vitest';
import { inProcess } from '../helpers/run-cli.ts';
import { expectJson } from '../helpers/schema.ts';

describe('models list', () => {
  it('prints prices, life cycles and the origin of the data', async () => {
    const { code, stdout, stderr } = await inProcess(['models', 'list', '--tier', 'sonnet']);
    expect(stdout).toMatchInlineSnapshot(`
      "model                       tier    input  output  cache read  write 5m  write 1h  context  life cycle
      claude-sonnet-5-5           sonnet      ?       ?           ?         ?         ?        ?  current
      claude-sonnet-5             sonnet   2.00   10.00        0.20      2.50      4.00       1M  current
      claude-sonnet-4-6           sonnet   3.00   15.00        0.30      3.75      6.00       1M  current
      claude-sonnet-4-5-20250929  sonnet   3.00   15.00        0.30      3.75      6.00     200k  ends 2026-11-30

      Dollars per million tokens; cache writes live 5 minutes or 1 hour.
      Newest with a known price: claude-haiku-4-5-20251001, claude-sonnet-5, claude-opus-5-5.
      Source: @pydantic/genai-prices 0.1.8, @anthropic-ai/sdk 1.12.0, as of 2026-11-23.
      "
    `);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('adds what does not answer with --all', async () => {
    const { stdout } = await inProcess(['models', 'list', '--tier', 'haiku', '--all']);
    expect(stdout).toMatchInlineSnapshot(`
      "model                      tier   input  output  cache read  write 5m  write 1h  context  life cycle
      claude-haiku-5-5           haiku      ?       ?           ?         ?         ?        ?  current
      claude-haiku-4-5-20251001  haiku   1.00    5.00        0.10      1.25      2.00     200k  current
      claude-haiku-4-20250110    haiku   0.80    4.00        0.08      1.00      1.60        ?  never existed; prices as in documents, never charged
      claude-3-5-haiku-20241022  haiku   0.80    4.00        0.08      1.00      1.60     200k  retired 2026-02-19
      claude-3-haiku-20240307    haiku   0.25    1.25        0.03      0.30      0.50     200k  retired 2026-04-20

      Dollars per million tokens; cache writes live 5 minutes or 1 hour.
      Newest with a known price: claude-haiku-4-5-20251001, claude-sonnet-5, claude-opus-5-5.
      Source: @pydantic/genai-prices 0.1.8, @anthropic-ai/sdk 1.12.0, as of 2026-11-23.
      "
    `);
  });

  it('says when a known end is still far', async () => {
    const now = '2026-06-01T00:00:00Z';
    const { stdout } = await inProcess(['models', 'list', '--tier', 'sonnet'], { now });
    expect(stdout).toMatch(/claude-sonnet-4-5-20250929 .* current, ends 2026-11-30\n/);
    expect(stdout).toMatch(/claude-sonnet-4-20250514 .* ends 2026-06-15\n/);
  });

  it('is what bare `models` does, options included', async () => {
    const [bare, named] = await Promise.all([
      inProcess(['models', '--all', '--json']),
      inProcess(['models', 'list', '--all', '--json']),
    ]);
    expect(bare).toEqual(named);
  });

  it('prints JSON of its schema, with null for an unknown price', async () => {
    const { stdout } = await inProcess(['models', 'list', '--all', '--json']);
    expect(expectJson(stdout, 'models-list')).toMatchObject({
      priceUnit: 'nano-dollars per token',
      models: expect.arrayContaining([
        expect.objectContaining({ id: 'claude-haiku-5-5', prices: null, contextWindow: null }),
        expect.objectContaining({ id: 'claude-haiku-4-20250110', referencePrices: true }),
      ]),
    });
  });

  it('colours the life cycle on request', async () => {
    const env = { FORCE_COLOR: '1' };
    const { stdout } = await inProcess(['models', '--tier', 'sonnet', '--all'], { env });
    expect(stdout).toContain('\u001B[32mcurrent');
    expect(stdout).toContain('\u001B[33mends 2026-11-30');
    expect(stdout).toContain('\u001B[2mretired 2026-06-15');
  });

  it.each([
    ['an unknown tier', ['--tier', 'tiny'], /Allowed choices are haiku, sonnet, opus/],
    ['an argument', ['bogus'], /too many arguments/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stderr } = await inProcess(['models', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
