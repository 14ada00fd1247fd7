import { isRecord, valueAt } from '../values.ts';
import type { SettingReader } from './setting-reader.ts';

/** A verifier that needs no command. */
type BuiltInVerifier = 'tests' | 'coverage' | 'form';

/** Who judges answers, and within which limits. */
interface VerifierConfig {
  /** Undefined: the agent type's own. */
  readonly name: BuiltInVerifier | undefined;
  /** A program and its arguments; it comes before the others. */
  readonly command: readonly string[] | undefined;
  readonly timeoutMs: number;
  /** Mebibytes; undefined: no limit. */
  readonly memoryMb: number | undefined;
}

/** What may differ by agent type. */
interface Policy {
  readonly enabled: boolean;
  readonly maxAttempts: number;
  readonly minSamples: number;
  readonly explore: number;
  readonly verifier: VerifierConfig;
}

/** `routing.escalation`. */
export interface EscalationConfig extends Policy {
  /** A file of `aqe route learn`. */
  readonly learned: string | undefined;
  /** The model that savings are reported against. */
  readonly baseline: string | undefined;
  readonly perAgentType: Readonly<Record<string, OwnPolicy>>;
}

/** What holds for an agent type instead; undefined: what holds for all. */
interface OwnPolicy extends Given<Omit<Policy, 'verifier'>> {
  readonly verifier: Given<VerifierConfig>;
}

type Given<T> = { readonly [Key in keyof T]: T[Key] | undefined };

const section = 'routing.escalation';
const builtIn: readonly BuiltInVerifier[] = ['tests', 'coverage', 'form'];

/** Reads it. What lies below free keys, and lists, come from the document: the schema was asked before. */
export function escalationConfig(read: SettingReader, document: unknown): EscalationConfig {
  const own = (...path: readonly string[]): unknown =>
    valueAt(document, ['routing', 'escalation', ...path]);
  const { name, command } = verifierIn(own('verifier'));
  const agentTypes = own('perAgentType');
  return {
    enabled: read.boolean(`${section}.enabled`),
    maxAttempts: read.number(`${section}.maxAttempts`),
    minSamples: read.number(`${section}.minSamples`),
    explore: read.number(`${section}.explore`),
    learned: read.optionalText(`${section}.learned`),
    verifier: {
      name,
      command,
      timeoutMs: read.number(`${section}.verifier.timeoutMs`),
      memoryMb: read.optionalNumber(`${section}.verifier.memoryMb`),
    },
    baseline: read.optionalText(`${section}.baseline`),
    perAgentType: Object.fromEntries(
      Object.entries(isRecord(agentTypes) ? agentTypes : {}).map(([type, policy]) => [
        type,
        ownPolicyIn(policy),
      ]),
    ),
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
    minSamples: own.minSamples ?? config.minSamples,
    explore: own.explore ?? config.explore,
    verifier: ownVerifier(own.verifier, config.verifier),
  };
}

/** Whether tasks of some agent type may start low. */
export function isEscalationOn({ enabled, perAgentType }: EscalationConfig): boolean {
  return enabled || Object.values(perAgentType).some((own) => own.enabled === true);
}

/** Who judges is one choice: the name of a verifier must not lose to the command for all. */
function ownVerifier(own: OwnPolicy['verifier'], general: VerifierConfig): VerifierConfig {
  const { name, command } = own.name === undefined && own.command === undefined ? general : own;
  return {
    name,
    command,
    timeoutMs: own.timeoutMs ?? general.timeoutMs,
    memoryMb: own.memoryMb ?? general.memoryMb,
  };
}

function ownPolicyIn(value: unknown): OwnPolicy {
  const enabled = valueAt(value, ['enabled']);
  return {
    enabled: typeof enabled === 'boolean' ? enabled : undefined,
    maxAttempts: numberAt(value, 'maxAttempts'),
    minSamples: numberAt(value, 'minSamples'),
    explore: numberAt(value, 'explore'),
    verifier: verifierIn(valueAt(value, ['verifier'])),
  };
}

function verifierIn(value: unknown): OwnPolicy['verifier'] {
  const name = valueAt(value, ['name']);
  const command = valueAt(value, ['command']);
  return {
    name: builtIn.find((known) => known === name),
    command: Array.isArray(command) ? command.map(String) : undefined,
    timeoutMs: numberAt(value, 'timeoutMs'),
    memoryMb: numberAt(value, 'memoryMb'),
  };
}

function numberAt(value: unknown, key: string): number | undefined {
  const found = valueAt(value, [key]);
  return typeof found === 'number' ? found : undefined;
}
