import { describe, expect, it } from 'vitest';
import { isBeyondNode, nodeTestCommand } from '../../../../src/fleet/escalation/node-test.ts';

const paths = ['test/cart.test.js', 'app/(shop)/[id].test.js'];

describe(nodeTestCommand, () => {
  it('names the files where Node.js takes names', () => {
    expect(nodeTestCommand({ paths, nodeMajor: 20, packages: [] })).toEqual([
      'node',
      '--test',
      '--test-reporter=spec',
      ...paths,
    ]);
  });

  it('gives patterns that fit these files alone where Node.js takes patterns', () => {
    expect(nodeTestCommand({ paths, nodeMajor: 22, packages: [] }).slice(3)).toEqual([
      'test/cart.test.js',
      'app/[(]shop[)]/[[]id[]].test.js',
    ]);
  });

  it('loads tsx where the project has it', () => {
    const command = nodeTestCommand({ paths, nodeMajor: 24, packages: ['tsx', 'hono'] });
    expect(command.slice(0, 4)).toEqual(['node', '--import', 'tsx', '--test']);
  });
});

describe(isBeyondNode, () => {
  it.each([
    ['TypeError [ERR_UNKNOWN_FILE_EXTENSION]: Unknown file extension ".tsx"', true],
    ["code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX'", true],
    ["code: 'ERR_ASSERTION'", false],
    ["code: 'ERR_MODULE_NOT_FOUND'", false],
  ])('%s: %s', (output, expected) => {
    expect(isBeyondNode(output)).toBe(expected);
  });
});
