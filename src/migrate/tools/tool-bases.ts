import { type BaseAnswer, type BaseRules, isFleetPackage, type NamedBase } from '../code/bases.ts';
import type { ClassFacts } from '../code/facts/class-facts.ts';
import type { Reference } from '../code/facts/reference.ts';
import type { BaseOrigin } from '../code/lineage.ts';
import type { NamedBases } from '../code/named-bases.ts';
import type { ToolClass } from './collect-tools.ts';

/** A base class that the user names: `--base module#Class:method`. */
export interface NamedToolBase extends NamedBase {
  /** The method that does a tool's work. */
  readonly method: string;
}

const yes: BaseAnswer = { kind: 'yes' };
const unknown: BaseAnswer = { kind: 'unknown' };

/** The method of each base, and the modules whose default export it is. */
const builtIn = [
  { name: 'BaseMCPTool', method: 'execute', module: /\/BaseMCPTool(\.[cm]?js)?$/ },
  { name: 'BaseMcpTool', method: 'execute', module: /\/(BaseMcpTool|base-mcp-tool)(\.[cm]?js)?$/ },
  { name: 'BaseHandler', method: 'handle', module: /\/(BaseHandler|base-handler)(\.[cm]?js)?$/ },
] as const;

/** The names that the method of a tool may have. */
export function methodNames(named: readonly NamedToolBase[]): string[] {
  return [...new Set([...builtIn, ...named].map(({ method }) => method))];
}

/** How the bases of tools are recognised. @param named the bases that the user adds */
export function toolBases(named: NamedBases<NamedToolBase>): BaseRules<ToolClass> {
  return {
    isImported: (module, names) => {
      if (named.imported(module, names) !== undefined) return yes;
      return isFleetPackage(module) && builtInBase(module, names) !== undefined ? yes : unknown;
    },
    isDeclared: (path, declared) => {
      if (named.declared(path, declared.name) !== undefined) return yes;
      // A package of somebody else's may have a class of that name.
      return path.includes('/node_modules/') ? unknown : byShape(declared);
    },
  };
}

function builtInBase(
  module: string,
  names: readonly string[],
): (typeof builtIn)[number] | undefined {
  const name = names.at(-1) ?? 'default';
  return builtIn.find(
    (base) => base.name === name || (name === 'default' && base.module.test(module)),
  );
}

/** The method that the classes below a base have for their work. */
export function methodOf(base: BaseOrigin<ToolClass>, named: NamedBases<NamedToolBase>): string {
  const [module, names] =
    base.kind === 'imported'
      ? [base.module, base.names]
      : [base.base.file.path, [base.base.facts.name ?? 'default']];
  const found =
    named.imported(module, names) ??
    builtInBase(module, names) ??
    // The package is installed under another name.
    named.called(names.at(-1));
  return found?.method ?? 'execute';
}

function byShape({ name, details, extends: above }: ClassFacts<ToolClass>): BaseAnswer {
  const base = builtIn.find((one) => one.name === name);
  // Somebody's own class of that name may be below the real one.
  if (base === undefined || isBaseImport(above)) return unknown;
  if (base.method === 'handle') return handlerByShape(details);
  return details.members.some(({ method }) => method === base.method) ? yes : unknown;
}

function isBaseImport(reference: Reference | undefined): boolean {
  if (reference?.kind !== 'import') return false;
  return (
    isFleetPackage(reference.module) || builtInBase(reference.module, reference.names) !== undefined
  );
}

/** Half of the world has a BaseHandler: it must have more of 1.0.4's than the name. */
function handlerByShape({ members, shape }: ToolClass): BaseAnswer {
  const { helps, responds, javascript } = shape;
  const handles = members.filter(({ method }) => method === 'handle');
  if (handles.length === 0) return javascript && helps ? yes : unknown;
  const isOpen = handles.every(({ open }) => open);
  if (isOpen && (helps || responds)) return yes;
  if (isOpen)
    return inDoubt('its base is called BaseHandler, but has nothing else that 1.0.4 gives it');
  return helps
    ? inDoubt(
        'its base is called BaseHandler, but has a handle of its own, which 1.0.4 leaves open',
      )
    : unknown;
}

function inDoubt(reason: string): BaseAnswer {
  return { kind: 'doubt', doubt: { code: 'BASE_SHAPE', reason } };
}
