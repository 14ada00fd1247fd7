import type { EventEmitter } from 'node:events';
import type { AgentCapability, AgentContext, MemoryStore } from './agent-types.ts';

/** What an agent is made of. */
export interface BaseAgentConfig {
  /** Default: made from the type. */
  id?: string;
  type: string;
  capabilities: AgentCapability[];
  context: AgentContext;
  memoryStore: MemoryStore;
  eventBus: EventEmitter;
}
