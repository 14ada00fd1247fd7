import type { TestCommand } from './test-runner.ts';

/** From this version on `--test` takes patterns, not paths. */
const PATTERNS_SINCE = 21;

/** What runs a test of `node:test`. */
export interface NodeTest {
  /** Relative to the project. */
  readonly paths: readonly string[];
  /** The version of the Node.js that runs them, without what follows the first dot. */
  readonly nodeMajor: number;
  /** The packages that the project names. */
  readonly packages: readonly string[];
}

/**
 * Runs tests with Node's own runner. The reporter is named because what it is by default differs between versions, and this one says what failed and
 * why; a project that has tsx needs it for its TypeScript.
 */
export function nodeTestCommand({ paths, nodeMajor, packages }: NodeTest): TestCommand {
  const loader = packages.includes('tsx') ? ['--import', 'tsx'] : [];
  const files = nodeMajor < PATTERNS_SINCE ? paths : paths.map(asPattern);
  return ['node', ...loader, '--test', '--test-reporter=spec', ...files];
}

/** The pattern that this path alone fits: `[id].test.js` is a name that people give. */
function asPattern(path: string): string {
  return path.replaceAll(/[[\]*?()]/g, '[$&]');
}

/** Whether Node wrote that it cannot run code of this kind, which says nothing about the code. */
export function isBeyondNode(output: string): boolean {
  return /\bERR_(UNKNOWN_FILE_EXTENSION|UNSUPPORTED_TYPESCRIPT_SYNTAX|NO_TYPESCRIPT)\b/.test(
    output,
  );
}
