import { isRecord } from './values.ts';

/** What a file that calls itself fleet configuration really is. */
export type Shape =
  | { readonly kind: 'A' }
  | {
      readonly kind: 'B' | 'C' | 'D' | 'E' | 'F' | 'G';
      /** For people: "the project settings of `aqe init` (.agentic-qe/config/fleet.json)". */
      readonly name: string;
      /** What to do instead. */
      readonly advice: string;
    };

type Foreign = Exclude<Shape, { kind: 'A' }>;

interface Test {
  readonly shape: Foreign;
  readonly matches: (value: Readonly<Record<string, unknown>>) => boolean;
}

const useFleetYaml =
  'It has nothing to migrate. The file that 1.0.5 needs is config/fleet.yaml (sections fleet, agents, database, …).';

const sections = ['fleet', 'agents', 'database', 'logging', 'api', 'security'];

/** Ordered: the first match wins; the more particular shapes come first. */
const tests: readonly Test[] = [
  {
    shape: {
      kind: 'G',
      name: 'a fleet.yaml of Rancher Fleet (continuous delivery for Kubernetes), another product',
      advice: 'Name the configuration of your Agentic QE fleet instead, usually config/fleet.yaml.',
    },
    matches: (value) =>
      hasAny(value, [
        'defaultNamespace',
        'helm',
        'dependsOn',
        'targetCustomizations',
        'kustomize',
      ]) &&
      !isRecord(value['fleet']) &&
      !hasAny(value, ['agents', 'database']),
  },
  {
    shape: {
      kind: 'F',
      name: 'the fleet record that the published binary writes (.claude/aqe-fleet.json)',
      advice: `${useFleetYaml} Leave the record where it is.`,
    },
    matches: (value) => typeof value['fleetId'] === 'string',
  },
  {
    shape: {
      kind: 'C',
      name: 'the feature settings of the 1.0.4 project (.agentic-qe/config/aqe.config.json)',
      advice: `${useFleetYaml} Its \`features\` (monitoring, security, …) are not the feature flags of 1.0.5.`,
    },
    matches: (value) =>
      typeof value['version'] === 'string' &&
      (Array.isArray(value['plugins']) || isRecord(value['features'])) &&
      !hasAny(value, ['agents', 'database', 'routing', 'streaming']),
  },
  {
    shape: {
      kind: 'B',
      name: 'the project settings or fleet status of 1.0.4 (.agentic-qe/config/fleet.json)',
      advice: useFleetYaml,
    },
    matches: (value) =>
      !hasAny(value, sections) &&
      (hasAny(value, ['testingFocus', 'environments', 'frameworks', 'scalingHistory']) ||
        ('topology' in value && 'maxAgents' in value)),
  },
];

/**
 * Recognises what the value is: by its path where 1.0.4 keeps another kind of file (which may have a `fleet`, too), else
 * by its keys.
 * @param file its path, as the user gave it
 */
export function detectShape(value: unknown, file: string): Shape {
  const byPath = shapeOfPath(file);
  if (!isRecord(value)) return byPath ?? { kind: 'A' };
  if (byPath !== undefined && !hasAny(value, ['agents', 'database'])) return byPath;
  return tests.find(({ matches }) => matches(value))?.shape ?? { kind: 'A' };
}

function shapeOfPath(file: string): Foreign | undefined {
  const path = file.replaceAll('\\', '/');
  if (/(^|\/)\.aqe\/config\.json$/.test(path)) {
    return {
      kind: 'D',
      name: 'the settings of the command line (.aqe/config.json)',
      advice: useFleetYaml,
    };
  }
  if (/(^|\/)\.agentic-qe\/fleet-config\.json$/.test(path)) {
    return {
      kind: 'E',
      name: 'the fleet set-up of `aqe init` (.agentic-qe/fleet-config.json)',
      advice: useFleetYaml,
    };
  }
  return undefined;
}

function hasAny(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return keys.some((key) => Object.hasOwn(value, key));
}
