import type { ModelConfig } from '../fleet/agent/model-routing.ts';
import type { Untyped } from '../fleet/agent/untyped.ts';

/** One pool of agents. */
export interface AgentPoolConfig {
  /** A built-in type, or one of your own. */
  type: string;
  /** How many to start. Default 1. */
  count?: number;
  /** Handed to the agents as it is. */
  config?: Record<string, Untyped>;
  /** The module with the class of an agent type of your own, relative to the configuration. */
  module?: string;
}

/** The section `routing`. */
export interface RoutingConfig {
  enabled?: boolean;
  /** Name or id. */
  defaultModel?: string;
  /** Default: the catalogue's current ones. */
  models?: readonly ModelConfig[];
  /** They add up to 1. */
  complexity?: { tokenWeighting?: number; structureWeighting?: number; contextWeighting?: number };
  costTracking?: CostTrackingConfig;
  escalation?: EscalationSection;
}

/** What may be said of escalation for an agent type, too. */
export interface AgentEscalationSection {
  enabled?: boolean;
  /** Models that are tried at the most. */
  maxAttempts?: number;
  /** So many tasks start with a model before what they say may rule it out. */
  minSamples?: number;
  /** Share, 0 to 1. */
  explore?: number;
  verifier?: {
    name?: 'tests' | 'coverage' | 'form';
    /** A program and its arguments. */
    command?: readonly string[];
    timeoutMs?: number;
    /** Mebibytes for each process. */
    memoryMb?: number;
  };
}

/** The section `routing.escalation`. */
export interface EscalationSection extends AgentEscalationSection {
  /** A file of `aqe route learn`. */
  learned?: string;
  /** The model that savings are reported against. */
  baseline?: string;
  perAgentType?: Record<string, AgentEscalationSection>;
}

/** The section `routing.costTracking`. Limits in US dollars. */
export interface CostTrackingConfig {
  enabled?: boolean;
  budgetLimits?: { perTask?: number; daily?: number; weekly?: number; monthly?: number };
  alertThresholds?: { dailyPercent?: number; monthlyPercent?: number };
  /** IANA name. Default UTC. */
  timeZone?: string;
  degradeAtPercent?: number;
}

/** The section `streaming`. */
export interface StreamingConfig {
  enabled?: boolean;
  /** Events. */
  bufferSize?: number;
  /** Share of the buffer, above 0, at most 1. */
  backpressureThreshold?: number;
  timeoutMs?: number;
  retryConfig?: { maxRetries?: number; backoffMs?: number; backoffMultiplier?: number };
}

/** Features by name; what is left out is off, or as it is without the override. */
export interface FeaturesConfig {
  multiModelRouter?: boolean;
  streaming?: boolean;
}

/** A fleet configuration of 1.0.4 or 1.0.5, as its file has it: docs/config.md tells every key. */
export interface FleetConfig {
  fleet?: {
    id?: string;
    name?: string;
    maxAgents?: number;
    /** Milliseconds. */
    heartbeatInterval?: number;
    /** Milliseconds. */
    taskTimeout?: number;
  };
  agents?: readonly AgentPoolConfig[];
  database?: {
    type?: string;
    filename?: string;
    host?: string;
    port?: number;
    database?: string;
    username?: string;
    password?: string;
  };
  features?: FeaturesConfig;
  featureOverrides?: {
    agentType?: Record<string, FeaturesConfig>;
    environment?: Record<string, FeaturesConfig>;
  };
  routing?: RoutingConfig;
  streaming?: StreamingConfig;
  rollout?: { percent?: number; salt?: string };
  [section: string]: Untyped;
}
