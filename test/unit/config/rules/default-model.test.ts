import { describe, expect, it } from 'vitest';
import { defaultModel } from '../../../../src/config/rules/default-model.ts';
import { findingsIn } from '../../../helpers/validate.ts';

/** Two models; the first one may be off. */
const fleet = (enabled: boolean, model: string, first = true): string => `routing:
  enabled: ${enabled}
  ${model}
  models:
    - { name: small, provider: anthropic, model: test-haiku, enabled: ${first} }
    - { name: large, provider: anthropic, model: test-opus }
`;

describe(defaultModel, () => {
  it.each([
    ['the name of a model', fleet(true, 'defaultModel: small'), []],
    ['the id of a model', fleet(true, 'defaultModel: test-opus'), []],
    ['nothing like it', fleet(true, 'defaultModel: gpt'), ['3:17 error default-model-unknown']],
    [
      'nothing like it, while routing is off',
      fleet(false, 'defaultModel: gpt'),
      ['3:17 warning default-model-unknown'],
    ],
    [
      'a model that is off',
      fleet(true, 'defaultModel: small', false),
      ['3:17 error default-model-disabled'],
    ],
    [
      'the id of one that is off, while routing is off',
      fleet(false, 'defaultModel: test-haiku', false),
      ['3:17 warning default-model-disabled'],
    ],
    [
      'nothing: the default of 1.0.5 is not listed',
      fleet(true, ''),
      ['1:1 error default-model-unknown'],
    ],
    ['nothing, while routing is off', fleet(false, ''), []],
    ['nothing to choose from', 'routing: { enabled: true }', []],
  ])('%s', async (_name, text, expected) => {
    const found = await findingsIn(text);
    expect(found.filter((finding) => finding.includes('default-model'))).toEqual(expected);
  });
});
