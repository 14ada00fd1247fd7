import type { ProjectCopy } from '../../core/escalation/workbench.ts';
import { isRecord } from '../../config/values.ts';
import type { MadeFile } from '../results/task-result.ts';
import { nodeTestCommand } from './node-test.ts';

/** What runs some test files of a project: a program and its arguments. */
export type TestCommand = readonly string[];

/** Packages that run tests, and their own programs. */
const runners: readonly (readonly [name: string, command: TestCommand])[] = [
  ['vitest', ['node', 'node_modules/vitest/vitest.mjs', 'run', '--reporter=default']],
  ['jest', ['node', 'node_modules/jest/bin/jest.js', '--runTestsByPath']],
  ['mocha', ['node', 'node_modules/mocha/bin/mocha.js']],
];

/** How the project runs tests; undefined when nobody knows. What a test imports comes before what the project depends on. */
export async function testRunnerOf(
  copy: ProjectCopy,
  tests: readonly MadeFile[],
): Promise<TestCommand | undefined> {
  const paths = tests.map(({ path }) => path);
  const packages = await dependenciesOf(copy);
  if (tests.every(({ content }) => /['"]node:test['"]/.test(content))) {
    return nodeTestCommand({ paths, packages, nodeMajor: copy.nodeMajor });
  }
  const found = runners.find(([name]) => packages.includes(name));
  return found === undefined ? undefined : [...found[1], ...paths];
}

/** The packages that a project's package.json names. */
export async function dependenciesOf(copy: ProjectCopy): Promise<readonly string[]> {
  const text = await copy.read('package.json');
  if (text === undefined) return [];
  try {
    const manifest: unknown = JSON.parse(text);
    if (!isRecord(manifest)) return [];
    return ['dependencies', 'devDependencies'].flatMap((key) => {
      const section = manifest[key];
      return isRecord(section) ? Object.keys(section) : [];
    });
  } catch {
    return [];
  }
}

/** Tests that passed and failed, as the runner counts them. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
}

/** Reads the counts from what a runner wrote; undefined when it is none of those that are known. */
export function countsIn(output: string): TestCounts | undefined {
  const summary = /^ *Tests:? +(.*)$/m.exec(output)?.[1];
  if (summary !== undefined) {
    return { passed: numberIn(summary, /(\d+) passed/), failed: numberIn(summary, /(\d+) failed/) };
  }
  if (/^[#ℹ] pass \d/m.test(output)) {
    return {
      passed: numberIn(output, /^[#ℹ] pass (\d+)/m),
      failed: numberIn(output, /^[#ℹ] fail (\d+)/m),
    };
  }
  if (!/^ +\d+ (passing|failing)/m.test(output)) return undefined;
  return { passed: numberIn(output, /(\d+) passing/), failed: numberIn(output, /(\d+) failing/) };
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}
