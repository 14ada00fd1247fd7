import { didYouMean } from '../config/schema/near-key.ts';
import { AqeError } from '../errors.ts';
import type { BaseAgentConfig } from './agent/base-agent-config.ts';
import type { BaseAgent } from './agent/base-agent.ts';
import type { Untyped } from './agent/untyped.ts';
import { agentTypes } from './agents/agent-types.ts';
import { BuiltInAgent } from './agents/built-in-agent.ts';

/** What makes an agent of a type: a class that extends {@link BaseAgent}. Its constructor gets the agent's settings too. */
export type AgentClass = new (config: Untyped) => BaseAgent;

/** The agent types that a fleet knows: the built-in ones, and the user's own. */
export class AgentRegistry {
  readonly #classes = new Map<string, AgentClass>();

  constructor() {
    for (const { name } of agentTypes) this.#classes.set(name, BuiltInAgent);
  }

  /** Adds a type, or replaces one. @throws AqeError AGENT_INVALID for what is no class of agents */
  register(type: string, agent: AgentClass): void {
    if (!isAgentClass(agent)) throw notAnAgent(`the class for "${type}" does not extend`);
    this.#classes.set(type, agent);
  }

  /** Sorted. */
  get types(): readonly string[] {
    return [...this.#classes.keys()].toSorted();
  }

  has(type: string): boolean {
    return this.#classes.has(type);
  }

  /** @throws AqeError USAGE for an unknown type, with the known ones */
  create(type: string, config: BaseAgentConfig): BaseAgent {
    const Agent = this.#classes.get(type);
    if (Agent !== undefined) return new Agent(config);
    const known = this.types;
    const near = didYouMean(type, known);
    throw new AqeError('USAGE', `there is no agent type "${type}"`, {
      hint: `${near === undefined ? '' : `${near} `}Known: ${known.join(', ')}. Your own: registerAgent, or agents: [{type, module}].`,
    });
  }
}

/** By its methods: another copy of this package has another BaseAgent, which does as well. */
function isAgentClass(value: unknown): value is AgentClass {
  if (typeof value !== 'function') return false;
  const prototype: unknown = value.prototype;
  return methods.every(
    (name) =>
      typeof prototype === 'object' &&
      prototype !== null &&
      typeof Reflect.get(prototype, name) === 'function',
  );
}

const methods = ['connect', 'initialize', 'executeTask', 'terminate'];

/**
 * The class of an agent type among the exports of a module: the default export, the one named after the type, or the only one.
 * @throws AqeError AGENT_INVALID
 */
export function agentClassIn(exports: object, type: string, module: string): AgentClass {
  const found = Object.entries(exports).flatMap(([name, value]): [string, AgentClass][] =>
    isAgentClass(value) ? [[name, value]] : [],
  );
  const names = new Set(
    [type, `${type}-agent`].map((name) => name.replaceAll('-', '').toLowerCase()),
  );
  const [only, ...others] = found;
  const chosen =
    found.find(([name]) => name === 'default') ??
    found.find(([name]) => names.has(name.toLowerCase())) ??
    (others.length === 0 ? only : undefined);
  if (chosen !== undefined) return chosen[1];
  if (only === undefined) throw notAnAgent(`no export of ${module} extends`);
  const said = found.map(([name]) => name).join(', ');
  throw new AqeError('AGENT_INVALID', `${module} has several agents: ${said}`, {
    hint: `Export the one for "${type}" as default.`,
  });
}

/** The error for what should be an agent and is none. */
function notAnAgent(what: string): AqeError {
  return new AqeError('AGENT_INVALID', `${what} BaseAgent of aqe`, {
    hint: "An agent type is a class: class MyAgent extends BaseAgent, with BaseAgent imported from 'aqe'.",
  });
}
