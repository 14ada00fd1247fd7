import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { TypeChecker, TypeCheckError } from '../core/source-ports.ts';
import { AqeError } from '../errors.ts';
import { upward } from './modules/package-manifests.ts';
import { slashed } from './slashed.ts';
import { projectOf } from './typescript/project-of.ts';
import { parseTscOutput, stopOf } from './typescript/tsc-output.ts';

/** Where to check, and what ends the check with INTERRUPTED. */
export interface ProjectTypeCheckerOptions {
  /** What paths in the answers are relative to. */
  readonly root: string;
  readonly signal: AbortSignal;
}

/** One run of the compiler. */
interface Run {
  readonly root: string;
  readonly signal: AbortSignal;
  /** Absolute. */
  readonly tsconfig: string;
}

/** `composite` and `incremental` would write a build info file even with --noEmit, and the rest is refused without or beside those. */
const READ_ONLY = [
  ['--noEmit'],
  ['--composite', 'false'],
  ['--incremental', 'false'],
  ['--tsBuildInfoFile', 'null'],
  ['--emitDeclarationOnly', 'false'],
].flat();

/** Characters of a crash to show: the end of a stack says most. */
const LONGEST = 2_000;

const WITHOUT = 'Or run without --typecheck, and check types by your usual command.';

/**
 * Checks with the `typescript` package that the project has installed. Nothing is written.
 * Projects that others refer to are seen by those as they were last built, as always with `tsc -p`.
 */
export function projectTypeChecker({ root, signal }: ProjectTypeCheckerOptions): TypeChecker {
  // The compiler makes paths relative to where it really is.
  const real = realpathSync(root);
  return {
    check: async (files) => {
      const errors: TypeCheckError[] = [];
      for (const tsconfig of projectsOf(files, real)) {
        // One after the other: each may take gigabytes.
        // oxlint-disable-next-line no-await-in-loop
        errors.push(...(await checkProject({ root: real, signal, tsconfig })));
      }
      return errors;
    },
  };
}

function projectsOf(files: readonly string[], root: string): readonly string[] {
  const projects = new Set<string>();
  for (const file of files) {
    const project = projectOf(file);
    if (project === undefined) {
      throw new AqeError(
        'TYPECHECK_UNAVAILABLE',
        `no tsconfig.json above ${slashed(relative(root, file))} says how to check it`,
        { hint: WITHOUT },
      );
    }
    projects.add(realpathSync(project));
  }
  return [...projects].toSorted();
}

async function checkProject(run: Run): Promise<readonly TypeCheckError[]> {
  const config = slashed(relative(run.root, run.tsconfig));
  const { failed, stdout, output } = await runCompiler(compilerFor(run.tsconfig, config), run);
  const errors = parseTscOutput(stdout, config);
  if (failed && !/error TS\d+: /.test(stdout)) {
    throw new AqeError('TYPECHECK_UNAVAILABLE', `tsc broke off on ${config}: ${output}`, {
      hint: WITHOUT,
    });
  }
  const stop = stopOf(errors);
  if (stop === undefined) return errors;
  const { file, line, code, message } = stop;
  throw new AqeError(
    'TYPECHECK_UNAVAILABLE',
    `tsc stops before it checks the types of ${config}: ${file}:${line}: ${code}: ${message}`,
    { hint: `Mend that first. ${WITHOUT}` },
  );
}

function compilerFor(tsconfig: string, config: string): string {
  for (const folder of upward(dirname(tsconfig))) {
    const compiler = join(folder, 'node_modules', 'typescript', 'bin', 'tsc');
    if (existsSync(compiler)) return compiler;
  }
  throw new AqeError('TYPECHECK_UNAVAILABLE', `TypeScript is not installed for ${config}`, {
    hint: `Install the project's dependencies (npm install). ${WITHOUT}`,
  });
}

interface Outcome {
  readonly failed: boolean;
  readonly stdout: string;
  /** The end of both streams, for people. */
  readonly output: string;
}

async function runCompiler(compiler: string, { root, signal, tsconfig }: Run): Promise<Outcome> {
  const { execa } = await import('execa');
  const args = [compiler, ...READ_ONLY, '--pretty', 'false', '-p', tsconfig];
  const result = await execa(process.execPath, args, {
    all: true,
    cancelSignal: signal,
    cwd: root,
    reject: false,
    stdin: 'ignore',
  });
  if (signal.aborted) throw new AqeError('INTERRUPTED', 'interrupted');
  const { failed, stdout, all, message } = result;
  return { failed, stdout, output: (all === '' ? (message ?? '') : all).slice(-LONGEST) };
}
