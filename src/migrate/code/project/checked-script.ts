import { dirname } from 'node:path';
import { compilerOption } from './compiler-option.ts';
import type { ProjectFiles } from './unused-parameter.ts';

/**
 * Whether TypeScript checks the types of a JavaScript file: by a comment at its head, else by the project's `checkJs`.
 * @param file absolute path
 */
export function isCheckedScript(file: string, text: string, files: ProjectFiles): boolean {
  const head = /^\s*(?:(?:\/\/[^\n]*|\/\*[\s\S]*?\*\/|#![^\n]*)\s*)*/.exec(text)?.[0] ?? '';
  const said = /\/\/\s*@ts-(no)?check\b/.exec(head);
  if (said !== null) return said[1] === undefined;
  return compilerOption('checkJs', dirname(file), files) === true;
}
