import type { ClassFacts } from './facts/class-facts.ts';
import type { Doubt } from './facts/reference.ts';

/** Whether something is the base class that a migration looks for. `unknown`: look further; `foreign`: certainly not, nor anything above it. */
export type BaseAnswer =
  | { readonly kind: 'yes' | 'unknown' | 'foreign' }
  | { readonly kind: 'doubt'; readonly doubt: Doubt };

/** How a migration recognises its base class. */
export interface BaseRules<Details> {
  /** By where it comes from: a specifier, a package's name or the path of a file; and the names below it. */
  isImported(module: string, names: readonly string[]): BaseAnswer;
  /** By where it is declared. */
  isDeclared(path: string, declared: ClassFacts<Details>): BaseAnswer;
}

/** A base class that the user names: `--base module#Class`. */
export interface NamedBase {
  /** What users write between the quotes of an import; or an absolute path of a file. */
  readonly module: string;
  readonly className: string;
}

/** The packages that the fleet is published as. */
const fleetPackages = /^(aqe|agentic-qe)($|\/)/;

/** Whether a module is, or is inside of, a package of the fleet. */
export function isFleetPackage(module: string): boolean {
  return fleetPackages.test(module);
}

/** The package of 1.0.5, where BaseAgent routes. */
export function isRoutedPackage(module: string): boolean {
  return /^aqe($|\/)/.test(module);
}
