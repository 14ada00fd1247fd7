import type { AgentStatus } from './agent-status.ts';
import type { Untyped } from './untyped.ts';

/** Who an agent is. */
export interface AgentId {
  id: string;
  /** Kebab-case: one of {@link QEAgentType}, or the user's own. */
  type: string;
  created: Date;
}

/** What an agent can do; tasks ask for capabilities by name. */
export interface AgentCapability {
  name: string;
  version: string;
  description: string;
  parameters?: Record<string, Untyped>;
}

/** What an agent is told of its surroundings. */
export interface AgentContext {
  id: string;
  type: string;
  status: AgentStatus;
  metadata?: Record<string, Untyped>;
}

/** A task of 1.0.4. */
export interface QETask {
  id: string;
  type: string;
  payload?: Untyped;
  /** The same as `payload`, as the documents of 1.0.5 call it. */
  data?: Untyped;
  priority?: number;
  status?: string;
  result?: Untyped;
  error?: Error;
  /** What is asked, in words. */
  description?: string;
  context?: Record<string, Untyped>;
  requirements?: { capabilities?: string[]; resources?: Record<string, Untyped> };
  metadata?: Record<string, Untyped>;
  /** Which agent type is to work on it; where it is missing, `type` says. */
  agentType?: string;
}

/** A task that an agent was given. */
export interface TaskAssignment {
  id: string;
  task: QETask;
  agentId: string;
  assignedAt: Date;
  status: string;
}

/** How much something matters. */
export type EventPriority = 'low' | 'medium' | 'high' | 'critical';

/** What comes over the event bus: an envelope, with the event's own data in it. */
export interface QEEvent {
  id: string;
  type: string;
  source: AgentId;
  target?: AgentId;
  data: Untyped;
  timestamp: Date;
  priority: EventPriority;
  scope: 'local' | 'global';
  category?: 'agent' | 'test' | 'quality' | 'system';
}

/** What an agent does about an event. */
export interface EventHandler {
  eventType: string;
  handler: (event: QEEvent) => void | Promise<void>;
}

/** What agents tell each other; event `agent.message`. */
export interface AgentMessage {
  id: string;
  type: string;
  from: AgentId;
  to: AgentId;
  payload: Untyped;
  timestamp: Date;
  priority: EventPriority;
}

/** Where agents keep what they know. */
export interface MemoryStore {
  /** @param ttl seconds; 0 or nothing: for ever */
  store(key: string, value: Untyped, ttl?: number): Promise<void>;
  /** Null for what is not there, or not any more. */
  retrieve(key: string): Promise<Untyped>;
}

/** What an agent has done so far. Times in milliseconds. */
export interface PerformanceMetrics {
  tasksCompleted: number;
  averageExecutionTime: number;
  errorCount: number;
  lastActivity: Date;
}

/** What {@link BaseAgent.getStatus} answers. */
export interface AgentReport {
  agentId: AgentId;
  status: AgentStatus;
  /** The id of the assignment under way. */
  currentTask?: string | undefined;
  capabilities: string[];
  performanceMetrics: PerformanceMetrics;
}

/** For hooks before a task. */
export interface PreTaskData {
  assignment: TaskAssignment;
}

/** For hooks after a task. */
export interface PostTaskData extends PreTaskData {
  result: Untyped;
}

/** For hooks after a task that failed. */
export interface TaskErrorData extends PreTaskData {
  error: Error;
}
