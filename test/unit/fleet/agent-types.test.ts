import { describe, expect, it } from 'vitest';
import { agentType, agentTypes } from '../../../src/fleet/agents/agent-types.ts';
import { promptFor, promptTokens } from '../../../src/fleet/prompt.ts';

describe(agentType, () => {
  it('finds each one by its name, and has no name twice', () => {
    const names = agentTypes.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const type of agentTypes) expect(agentType(type.name)).toBe(type);
  });

  it.each([
    ['test-genrator', /Did you mean "test-generator"\?/],
    ['nonsense', /^Known: general, test-generator, .*production-intelligence\.$/],
  ])('says what there is for %s', (name, hint) => {
    expect(() => agentType(name)).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(hint) }),
    );
  });
});

describe(promptFor, () => {
  const task = {
    id: 't1',
    agentType: 'quality-analyzer',
    type: 'review',
    description: 'Review the cart.',
    payload: { thresholds: { coverage: 80 } },
    inputs: [{ path: 'src/cart "old".ts', content: 'export const cart = [];\n' }],
  };

  it('gives the material before the task, each file under its name', () => {
    const { messages } = promptFor(task, agentType('quality-analyzer'));
    expect(messages).toEqual([
      {
        role: 'user',
        text: `<file path="src/cart \\"old\\".ts">
export const cart = [];

</file>

<data>
{
  "thresholds": {
    "coverage": 80
  }
}
</data>

Review the cart.`,
      },
    ]);
  });

  it.each(agentTypes.map((type) => [type.name, type] as const))(
    'tells %s its rules and the form of its answer',
    (_, type) => {
      const { system = '' } = promptFor(task, type);
      expect(system.startsWith(type.instructions)).toBe(true);
      expect(system.endsWith(type.result.instructions)).toBe(true);
    },
  );

  it('counts more tokens for more material', () => {
    const prompt = promptFor(task, agentType('general'));
    const small = promptTokens({ ...prompt, messages: [] });
    expect(promptTokens(prompt)).toBeGreaterThan(small);
    expect(promptTokens({ messages: prompt.messages })).toBeLessThan(promptTokens(prompt));
  });
});
