import type { WrittenBudget } from '../../core/cost/budget-settings.ts';
import type {
  FeatureFlags,
  FeatureOverrides,
  FeatureSettings,
} from '../../core/flags/feature-flags.ts';
import type { CallSettings } from '../../core/streaming/call-settings.ts';
import { type DatabaseSettings, databaseSettings } from '../effective/database-settings.ts';
import { type EffectiveInput, readVariable } from '../effective/layers.ts';
import { environmentKeys } from '../schema/leaf-keys.ts';
import { isRecord, valueAt } from '../values.ts';
import { type ConfiguredModel, configuredModels } from './configured-model.ts';
import { type EscalationConfig, escalationConfig } from './escalation-config.ts';
import { type MarginSettings, marginSettings } from './margin-settings.ts';
import { type SettingReader, settingReader } from './setting-reader.ts';

/** What 1.0.5 reads of a configuration, typed and complete. Money in US dollars as written; core turns it into nano-dollars. */
export interface FleetSettings {
  readonly fleetId: string;
  /** Milliseconds. */
  readonly taskTimeoutMs: number;
  readonly features: FeatureSettings;
  readonly routing: RoutingSettings;
  readonly costs: CostSettings;
  readonly streaming: StreamingSettings;
  readonly database: DatabaseSettings;
  readonly provider: ProviderSettings;
  readonly margins: MarginSettings;
}

/** Who answers; environment only. */
interface ProviderSettings {
  /** Never to be shown. */
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
}

/** `routing`, without the money. */
interface RoutingSettings {
  readonly enabled: boolean;
  readonly defaultModel: string;
  readonly models: readonly ConfiguredModel[];
  /** They add up to 1. */
  readonly weights: {
    readonly token: number;
    readonly structure: number;
    readonly context: number;
  };
  /** By agent type: the name or id in `agents[].config.model`. */
  readonly agentModels: Readonly<Record<string, string>>;
  readonly classifier: {
    readonly enabled: boolean;
    /** A model's name; undefined: the cheapest enabled one. */
    readonly model: string | undefined;
    readonly timeoutMs: number;
  };
  readonly escalation: EscalationConfig;
}

/** `routing.costTracking`. */
interface CostSettings extends WrittenBudget {
  readonly enabled: boolean;
}

/** `streaming`. */
interface StreamingSettings extends CallSettings {
  readonly enabled: boolean;
}

/**
 * Reads the settings from flags, environment, store, file and defaults, in that order (see {@link EffectiveInput}).
 * @throws AqeError ENV_INVALID, CONFIG_INVALID
 */
export function fleetSettings(input: EffectiveInput): FleetSettings {
  const read = settingReader(input);
  return {
    fleetId: read.text('fleet.id'),
    taskTimeoutMs: read.number('fleet.taskTimeout'),
    features: featureSettings(read, input.document?.value),
    routing: routingSettings(read, input),
    costs: costSettings(read),
    streaming: streamingSettings(read),
    database: databaseSettings(input.document?.value, input.env),
    provider: providerSettings(input),
    margins: marginSettings(read, input.document?.value),
  };
}

function providerSettings(input: EffectiveInput): ProviderSettings {
  const keys = environmentKeys('1.0.5');
  const valueOf = (name: string): string | undefined => {
    const key = keys.find(({ path }) => path.join('.') === name);
    const value = key === undefined ? undefined : readVariable(name, input, key)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return { apiKey: valueOf('ANTHROPIC_API_KEY'), baseUrl: valueOf('ANTHROPIC_BASE_URL') };
}

function featureSettings(read: SettingReader, value: unknown): FeatureSettings {
  return {
    flags: {
      multiModelRouter: read.boolean('features.multiModelRouter'),
      streaming: read.boolean('features.streaming'),
    },
    overrides: {
      agentType: overridesAt(value, 'agentType'),
      environment: overridesAt(value, 'environment'),
    },
    rollout: { percent: read.number('rollout.percent'), salt: read.text('rollout.salt') },
  };
}

function overridesAt(
  value: unknown,
  kind: keyof FeatureOverrides,
): Readonly<Record<string, Partial<FeatureFlags>>> {
  const section = valueAt(value, ['featureOverrides', kind]);
  if (!isRecord(section)) return {};
  return Object.fromEntries(Object.entries(section).map(([name, flags]) => [name, flagsIn(flags)]));
}

function flagsIn(value: unknown): Partial<FeatureFlags> {
  const multiModelRouter = valueAt(value, ['multiModelRouter']);
  const streaming = valueAt(value, ['streaming']);
  return {
    ...(typeof multiModelRouter === 'boolean' ? { multiModelRouter } : {}),
    ...(typeof streaming === 'boolean' ? { streaming } : {}),
  };
}

function routingSettings(read: SettingReader, { document }: EffectiveInput): RoutingSettings {
  return {
    enabled: read.boolean('routing.enabled'),
    defaultModel: read.text('routing.defaultModel'),
    models: configuredModels(document),
    weights: {
      token: read.number('routing.complexity.tokenWeighting'),
      structure: read.number('routing.complexity.structureWeighting'),
      context: read.number('routing.complexity.contextWeighting'),
    },
    agentModels: agentModels(document?.value),
    classifier: {
      enabled: read.boolean('routing.classifier.enabled'),
      model: read.optionalText('routing.classifier.model'),
      timeoutMs: read.number('routing.classifier.timeoutMs'),
    },
    escalation: escalationConfig(read, document?.value),
  };
}

/** An agent's own settings may name its model; a map of agents is ignored, as in 1.0.4. */
function agentModels(value: unknown): Readonly<Record<string, string>> {
  const agents = valueAt(value, ['agents']);
  if (!Array.isArray(agents)) return {};
  return Object.fromEntries(
    agents.flatMap((agent: unknown) => {
      const type = valueAt(agent, ['type']);
      const model = valueAt(agent, ['config', 'model']);
      return typeof type === 'string' && typeof model === 'string' ? [[type, model]] : [];
    }),
  );
}

function costSettings(read: SettingReader): CostSettings {
  const section = 'routing.costTracking';
  return {
    enabled: read.boolean(`${section}.enabled`),
    limits: {
      perTask: read.optionalNumber(`${section}.budgetLimits.perTask`),
      daily: read.optionalNumber(`${section}.budgetLimits.daily`),
      weekly: read.optionalNumber(`${section}.budgetLimits.weekly`),
      monthly: read.optionalNumber(`${section}.budgetLimits.monthly`),
    },
    alertPercents: {
      daily: read.number(`${section}.alertThresholds.dailyPercent`),
      monthly: read.number(`${section}.alertThresholds.monthlyPercent`),
    },
    timeZone: read.text(`${section}.timeZone`),
    degradeAtPercent: read.optionalNumber(`${section}.degradeAtPercent`),
  };
}

function streamingSettings(read: SettingReader): StreamingSettings {
  return {
    enabled: read.boolean('streaming.enabled'),
    bufferSize: read.number('streaming.bufferSize'),
    backpressureThreshold: read.number('streaming.backpressureThreshold'),
    timeoutMs: read.number('streaming.timeoutMs'),
    maxRetries: read.number('streaming.retryConfig.maxRetries'),
    backoffMs: read.number('streaming.retryConfig.backoffMs'),
    backoffMultiplier: read.number('streaming.retryConfig.backoffMultiplier'),
  };
}
