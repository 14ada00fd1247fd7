import { isAbsolute } from 'node:path';
import { AqeError } from '../../errors.ts';
import type { NamedBase } from './bases.ts';
import type { Codebase } from './codebase.ts';
import { findExport } from './exported.ts';

/**
 * Where a class that the user names by a file is declared: the file may re-export it, or give it another name.
 * @throws AqeError USAGE when the file has no such class
 */
export function locateBase<Base extends NamedBase, Details>(
  base: Base,
  code: Codebase<Details>,
): Base {
  const { module, className } = base;
  if (!isAbsolute(module)) return base;
  const rules = {
    isImported: () => ({ kind: 'unknown' }) as const,
    isDeclared: () => ({ kind: 'unknown' }) as const,
  };
  const target = findExport(module, className, { code, rules });
  const found = target.kind === 'class' ? target.file.classes[target.index] : undefined;
  if (target.kind === 'class' && found?.name !== undefined) {
    return { ...base, module: target.file.path, className: found.name };
  }
  const loaded = code.load(module);
  const isHere =
    loaded.kind === 'loaded' && loaded.facts.classes.some(({ name }) => name === className);
  if (isHere) return base;
  throw new AqeError(
    'USAGE',
    `--base ${module}#${className}: that file has no class ${className}`,
    {
      hint: 'Name the class as the file declares or exports it.',
    },
  );
}
