import { isRoutedPackage } from '../code/bases.ts';
import type { BaseOrigin } from '../code/lineage.ts';
import type { AgentClass } from './collect-agents.ts';

/** What is known of the base class of an agent. */
export interface BaseTraits {
  /** It has a performTask with a body. */
  readonly routes: boolean;
  /** It declares performTaskImpl: `override` is right on it. */
  readonly declaresImpl: boolean;
  /** It is an agent with work of its own, not BaseAgent: `super` may call that. */
  readonly isAgent: boolean;
}

/** The traits of the base at the end of a chain. */
export function traitsOf(base: BaseOrigin<AgentClass>): BaseTraits {
  if (base.kind === 'imported') {
    const routed = isRoutedPackage(base.module);
    const name = base.names.at(-1) ?? '';
    const isAgent = routed && name.endsWith('Agent') && name !== 'BaseAgent';
    return { routes: routed, declaresImpl: routed, isAgent };
  }
  const { shape } = base.base.facts.details;
  return { routes: shape.task === 'routes', declaresImpl: shape.declaresImpl, isAgent: false };
}
