/** Where an agent is in its life. */
export const AgentStatus = {
  INITIALIZING: 'initializing',
  IDLE: 'idle',
  ACTIVE: 'active',
  BUSY: 'busy',
  ERROR: 'error',
  STOPPING: 'stopping',
  STOPPED: 'stopped',
  TERMINATING: 'terminating',
  TERMINATED: 'terminated',
} as const;
export type AgentStatus = (typeof AgentStatus)[keyof typeof AgentStatus];
