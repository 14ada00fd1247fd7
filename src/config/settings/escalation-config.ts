import { isRecord, valueAt } from '../values.ts';
import type { SettingReader } from './setting-reader.ts';

/** A verifier that needs no command. */
type BuiltInVerifier = 'tests' | 'coverage' | 'form';

/** `routing.escalation`. */
export interface EscalationConfig {
  readonly enabled: boolean;
  readonly maxAttempts: number;
  readonly minSamples: number;
  readonly explore: number;
  /** A file of `aqe route learn`. */
  readonly learned: string | undefined;
  readonly verifier: {
    /** Undefined: the agent type's own. */
    readonly name: BuiltInVerifier | undefined;
    /** A program and its arguments; it comes before the others. */
    readonly command: readonly string[] | undefined;
    readonly timeoutMs: number;
    /** Mebibytes; undefined: no limit. */
    readonly memoryMb: number | undefined;
  };
  /** The model that savings are reported against. */
  readonly baseline: string | undefined;
  readonly perAgentType: Readonly<Record<string, AgentEscalation>>;
}

/** What holds for an agent type instead; undefined: nothing else. */
interface AgentEscalation {
  readonly enabled: boolean | undefined;
  readonly maxAttempts: number | undefined;
  readonly command: readonly string[] | undefined;
}

const section = 'routing.escalation';
const builtIn: readonly BuiltInVerifier[] = ['tests', 'coverage', 'form'];

/** Reads it. */
export function escalationConfig(read: SettingReader, document: unknown): EscalationConfig {
  const own = (...path: readonly string[]): unknown =>
    valueAt(document, ['routing', 'escalation', ...path]);
  const name = read.optionalText(`${section}.verifier.name`);
  return {
    enabled: read.boolean(`${section}.enabled`),
    maxAttempts: read.number(`${section}.maxAttempts`),
    minSamples: read.number(`${section}.minSamples`),
    explore: read.number(`${section}.explore`),
    learned: read.optionalText(`${section}.learned`),
    verifier: {
      name: builtIn.find((known) => known === name),
      command: commandIn(own('verifier', 'command')),
      timeoutMs: read.number(`${section}.verifier.timeoutMs`),
      memoryMb: read.optionalNumber(`${section}.verifier.memoryMb`),
    },
    baseline: read.optionalText(`${section}.baseline`),
    perAgentType: agentTypesIn(own('perAgentType')),
  };
}

/** What holds for an agent type. */
export function escalationFor(config: EscalationConfig, agentType: string): EscalationConfig {
  const own = Object.hasOwn(config.perAgentType, agentType)
    ? config.perAgentType[agentType]
    : undefined;
  if (own === undefined) return config;
  return {
    ...config,
    enabled: own.enabled ?? config.enabled,
    maxAttempts: own.maxAttempts ?? config.maxAttempts,
    verifier: { ...config.verifier, command: own.command ?? config.verifier.command },
  };
}

function agentTypesIn(value: unknown): EscalationConfig['perAgentType'] {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => [
      name,
      {
        enabled: booleanOf(valueAt(own, ['enabled'])),
        maxAttempts: numberOf(valueAt(own, ['maxAttempts'])),
        command: commandIn(valueAt(own, ['command'])),
      },
    ]),
  );
}

function commandIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((part: unknown) => typeof part === 'string');
}

function booleanOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
