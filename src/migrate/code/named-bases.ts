import { isAbsolute, relative } from 'node:path';
import type { NamedBase } from './bases.ts';

/** The bases that a user names, and which of them any class was found to lead to. */
export class NamedBases<Base extends NamedBase> {
  readonly #bases: readonly Base[];
  readonly #met = new Set<Base>();

  constructor(bases: readonly Base[]) {
    this.#bases = bases;
  }

  /** The base that is imported. @param names of the export, and of its members; none for the whole module */
  imported(module: string, names: readonly string[]): Base | undefined {
    return this.#meet(
      (base) =>
        base.module === module &&
        (names.at(-1) === base.className || (names.length === 0 && base.className === '=')),
    );
  }

  /** The base that a class is. @param path absolute */
  declared(path: string, name: string | undefined): Base | undefined {
    return this.#meet(({ module, className }) => module === path && className === name);
  }

  /** The base of a name, wherever it comes from. */
  called(name: string | undefined): Base | undefined {
    return this.#meet(({ className }) => className === name);
  }

  /** Those that no class led to, as `module#Class`: slips of the pen, likely. @param root what files are relative to */
  unmet(root: string): string[] {
    return this.#bases
      .filter((base) => !this.#met.has(base))
      .map(({ module, className }) => {
        const from = isAbsolute(module) ? `./${relative(root, module)}` : module;
        return `${from}#${className}`;
      });
  }

  #meet(matches: (base: Base) => boolean): Base | undefined {
    const found = this.#bases.find(matches);
    if (found !== undefined) this.#met.add(found);
    return found;
  }
}
