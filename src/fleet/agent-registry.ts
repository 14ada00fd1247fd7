import { didYouMean } from '../config/schema/near-key.ts';
import { AqeError } from '../errors.ts';
import type { BaseAgentConfig } from './agent/base-agent-config.ts';
import { BaseAgent } from './agent/base-agent.ts';
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
    if (!isAgentClass(agent)) throw notAnAgent(`the class for "${type}"`);
    this.#classes.set(type, agent);
  }

  has(type: string): boolean {
    return this.#classes.has(type);
  }

  /** @throws AqeError USAGE for an unknown type, with the known ones */
  create(type: string, config: BaseAgentConfig): BaseAgent {
    const Agent = this.#classes.get(type);
    if (Agent !== undefined) return new Agent(config);
    const known = [...this.#classes.keys()].toSorted();
    const near = didYouMean(type, known);
    throw new AqeError('USAGE', `there is no agent type "${type}"`, {
      hint: `${near === undefined ? '' : `${near} `}Known: ${known.join(', ')}. Your own: registerAgent, or agents: [{type, module}].`,
    });
  }
}

/** Whether a value is a class of agents. */
function isAgentClass(value: unknown): value is AgentClass {
  return typeof value === 'function' && value.prototype instanceof BaseAgent;
}

/** The error for what should be an agent and is none. */
function notAnAgent(what: string): AqeError {
  return new AqeError('AGENT_INVALID', `${what} does not extend BaseAgent of aqe`, {
    hint: "An agent type is a class: class MyAgent extends BaseAgent, with BaseAgent imported from 'aqe'.",
  });
}
