import { realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { sourceFinder } from '../../src/adapters/source-finder.ts';
import type { FoundSources } from '../../src/core/source-ports.ts';
import type { Project } from './project.ts';

/** A source that is of interest. */
export const hit = 'class A extends BaseAgent { performTask() {} }\n';
/** What makes it so. */
export const needles: readonly string[] = ['performTask', 'BaseAgent'];

/** What is found in a project, relative to its folder. */
export async function findSources(
  { dir }: Project,
  paths: readonly string[] = ['.'],
  cwd = dir,
): Promise<FoundSources> {
  const found = await sourceFinder(cwd, new AbortController().signal).find({ paths, needles });
  const top = realpathSync(dir);
  const names = (files: readonly string[]): string[] => files.map((file) => relative(top, file));
  return {
    ...found,
    root: relative(top, found.root),
    sources: names(found.sources),
    mentions: names(found.mentions),
    manifests: names(found.manifests),
  };
}
