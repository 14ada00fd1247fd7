import { describe, expect, it } from 'vitest';
import { routableTask } from '../../../../src/core/routing/routable-task.ts';

describe(routableTask, () => {
  it.each([
    [
      'a JSON task with data',
      { description: 'Rename x', data: { code: 'let x' }, type: 'refactoring', agentType: 'a' },
      { description: 'Rename x', payload: { code: 'let x' }, type: 'refactoring', agentType: 'a' },
    ],
    [
      'a 1.0.4 task with the description in its payload, which is not counted twice',
      { id: '1', type: 't', priority: 1, payload: { description: 'Rename x', files: ['a'] } },
      { description: 'Rename x', payload: { files: ['a'] }, type: 't', agentType: undefined },
    ],
    [
      'a 1.0.4 task without a description: its type tells',
      { type: 'unit-test_generation', payload: { code: 'let x' } },
      {
        description: 'unit test generation',
        payload: { code: 'let x' },
        type: 'unit-test_generation',
        agentType: undefined,
      },
    ],
    [
      'a task with a payload that is no object',
      { type: 'count', payload: 'text' },
      { description: 'count', payload: 'text', type: 'count', agentType: undefined },
    ],
    [
      'a payload alone',
      { payload: [1] },
      { description: '', payload: [1], type: undefined, agentType: undefined },
    ],
    [
      'a type alone',
      { type: 'smoke test', description: '  ' },
      { description: 'smoke test', payload: undefined, type: 'smoke test', agentType: undefined },
    ],
  ])('reads %s', (_, value, task) => {
    expect(routableTask(value)).toEqual(task);
  });

  it.each([undefined, null, 'text', 7, [], {}, { id: '1' }, { description: '' }])(
    'is undefined for %j',
    (value) => {
      expect(routableTask(value)).toBeUndefined();
    },
  );
});
