import {
  type BaseAnswer,
  type BaseRules,
  isFleetPackage,
  isRoutedPackage,
  type NamedBase,
} from '../code/bases.ts';
import type { ClassFacts } from '../code/facts/class-facts.ts';
import type { Reference } from '../code/facts/reference.ts';
import type { NamedBases } from '../code/named-bases.ts';
import type { AgentClass } from './collect-agents.ts';

const yes: BaseAnswer = { kind: 'yes' };
const unknown: BaseAnswer = { kind: 'unknown' };

/** How BaseAgent is recognised. @param named the bases that the user adds */
export function agentBases(named: NamedBases<NamedBase>): BaseRules<AgentClass> {
  return {
    isImported: (module, names) =>
      named.imported(module, names) === undefined ? fromPackage(module, names) : yes,
    isDeclared: (path, declared) =>
      named.declared(path, declared.name) === undefined
        ? byShape(declared)
        : asBase(declared.details),
  };
}

/** Agents of 1.0.4 that extend EventEmitter, and the older base: none of them has a performTask of BaseAgent's. */
const foreignNames = new Set([
  'Agent',
  'CoverageAnalyzerAgent',
  'QualityGateAgent',
  'EventEmitter',
]);

/** What the packages of the fleet export, installed or not. */
function fromPackage(module: string, names: readonly string[]): BaseAnswer {
  if (!isFleetPackage(module)) return unknown;
  const name = names.at(-1) ?? 'default';
  const isWhole = name === 'default' && /\/BaseAgent(\.[cm]?js)?$/.test(module);
  if (name === 'BaseAgent' || isWhole) return yes;
  if (foreignNames.has(name)) return { kind: 'foreign' };
  if (!name.endsWith('Agent')) return unknown;
  // 1.0.5's agents have performTaskImpl; 1.0.4's would be called instead of the class below.
  return isRoutedPackage(module)
    ? yes
    : {
        kind: 'doubt',
        doubt: {
          code: 'PARENT_IN_PACKAGE',
          reason: `its parent ${name} comes from ${module}, whose own performTask would be called instead`,
        },
      };
}

const concrete = {
  code: 'BASE_CONCRETE',
  reason: 'its base has a performTask of its own that does not route: it would be called instead',
} as const;

// TypeScript takes no method, which the wrapper is, where the base declares a property (TS2426).
const field = {
  code: 'BASE_FIELD',
  reason: 'its base declares performTask as a property, and 1.0.5 has a method of that name',
} as const;

/** A class that the user calls a base, or that looks like one. */
function asBase({ shape }: AgentClass): BaseAnswer {
  if (shape.task === 'has-body') return { kind: 'doubt', doubt: concrete };
  return shape.task === 'field' ? { kind: 'doubt', doubt: field } : yes;
}

function byShape({ name, details, extends: above }: ClassFacts<AgentClass>): BaseAnswer {
  const { strong, weak, task } = details.shape;
  if (name !== 'BaseAgent' || task === 'none' || strong === 0) return unknown;
  // Somebody's own BaseAgent may be below the real one.
  if (isAgentImport(above)) return unknown;
  if (strong + weak >= 2) return asBase(details);
  const reason =
    'its base is called BaseAgent, but has too little of the shape that 1.0.4 gives it';
  return { kind: 'doubt', doubt: { code: 'BASE_SHAPE', reason } };
}

function isAgentImport(reference: Reference | undefined): boolean {
  if (reference?.kind !== 'import') return false;
  return isFleetPackage(reference.module) || reference.names.at(-1) === 'BaseAgent';
}
