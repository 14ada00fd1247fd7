import { describe, expect, it } from 'vitest';
import { validateConfig } from '../../../../src/config/validate/validate.ts';
import { findingsIn } from '../../../helpers/validate.ts';

/** Each of these took minutes, or lost findings, when something in it was quadratic or cut off. */
describe(validateConfig, () => {
  it('does not take more than a moment for thousands of secrets', async () => {
    const lines = Array.from(
      { length: 3000 },
      (_, index) => `  k${index}: sk-ant-abcdefgh${index}\n`,
    );
    expect(await findingsIn(`fleet:\n${lines.join('')}`)).toHaveLength(3000);
  }, 20_000);

  it('does not take more than a moment for thousands of aliases', async () => {
    const models = Array.from(
      { length: 1500 },
      (_, index) =>
        `    - { name: m${index}, provider: anthropic, model: test-sonnet, capabilities: *c }\n`,
    );
    const text = `own: &c { costPer1kTokens: { input: 3, output: 15 } }\nrouting:\n  models:\n${models.join('')}`;
    const slips = (await findingsIn(text)).filter((finding) => finding.endsWith('price-unit'));
    expect(slips).toHaveLength(3000);
  }, 20_000);

  it('drops none of thousands of errors', async () => {
    const agents = Array.from({ length: 5000 }, (_, index) => `  - {type: a${index}, count: 0}\n`);
    const found = await findingsIn(`agents:\n${agents.join('')}`);
    expect(found.filter((finding) => finding.endsWith('error out-of-range'))).toHaveLength(5000);
  }, 20_000);

  it('finds thousands of unknown keys in one map', async () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `  bufferSiz${index}: 1\n`);
    expect(await findingsIn(`streaming:\n${keys.join('')}`)).toHaveLength(5000);
  }, 20_000);
});
