/** What our manifests may say, with the field names of the Kubernetes API and no others: a slip of the pen is ignored by nobody. */
type Schema = Readonly<Record<string, unknown>>;

const text = { type: 'string', minLength: 1 } as const;
const count = { type: 'integer', minimum: 0 } as const;
const yes = { type: 'boolean' } as const;
const name = { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' } as const;
const portName = { type: 'string', pattern: '^[a-z0-9-]{1,15}$' } as const;
const labels = { type: 'object', additionalProperties: text } as const;
const quantity = { type: 'string', pattern: '^\\d+(\\.\\d+)?(m|Ki|Mi|Gi)?$' } as const;
const quantities = strict([], { cpu: quantity, memory: quantity });

function strict(required: readonly string[], properties: Schema): Schema {
  return { type: 'object', additionalProperties: false, required, properties };
}

function list(items: Schema): Schema {
  return { type: 'array', minItems: 1, items };
}

const selector = strict(['matchLabels'], { matchLabels: labels });
const metadata = strict(['name', 'labels'], { name, labels });

const probe = strict(['httpGet'], {
  httpGet: strict(['path', 'port'], { path: { type: 'string', pattern: '^/' }, port: portName }),
  periodSeconds: count,
  timeoutSeconds: count,
  failureThreshold: count,
});

const secretKeyRef = strict(['name', 'key'], { name, key: text });

const variable = {
  ...strict(['name'], {
    name: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
    value: { type: 'string' },
    valueFrom: strict(['secretKeyRef'], { secretKeyRef }),
  }),
  maxProperties: 2,
  minProperties: 2,
};

const container = strict(
  [
    'name',
    'image',
    'ports',
    'livenessProbe',
    'readinessProbe',
    'startupProbe',
    'lifecycle',
    'resources',
    'securityContext',
  ],
  {
    name,
    image: { type: 'string', pattern: '^[a-z0-9./-]+:[\\w.-]+$' },
    args: list(text),
    ports: list(strict(['name', 'containerPort'], { name: portName, containerPort: count })),
    env: list(variable),
    startupProbe: probe,
    livenessProbe: probe,
    readinessProbe: probe,
    lifecycle: strict(['preStop'], {
      preStop: strict(['exec'], { exec: strict(['command'], { command: list(text) }) }),
    }),
    resources: strict(['requests', 'limits'], { requests: quantities, limits: quantities }),
    securityContext: strict(
      ['allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'capabilities'],
      {
        allowPrivilegeEscalation: { const: false },
        readOnlyRootFilesystem: { const: true },
        capabilities: strict(['drop'], { drop: { const: ['ALL'] } }),
      },
    ),
    volumeMounts: list(
      strict(['name', 'mountPath'], {
        name,
        mountPath: { type: 'string', pattern: '^/' },
        readOnly: yes,
      }),
    ),
  },
);

const pod = strict(['containers', 'securityContext', 'terminationGracePeriodSeconds'], {
  automountServiceAccountToken: { const: false },
  enableServiceLinks: yes,
  terminationGracePeriodSeconds: count,
  securityContext: strict(['runAsNonRoot', 'seccompProfile'], {
    runAsNonRoot: { const: true },
    runAsUser: { type: 'integer', minimum: 1 },
    runAsGroup: { type: 'integer', minimum: 1 },
    seccompProfile: strict(['type'], { type: { const: 'RuntimeDefault' } }),
  }),
  topologySpreadConstraints: list(
    strict(['maxSkew', 'topologyKey', 'whenUnsatisfiable', 'labelSelector'], {
      maxSkew: { type: 'integer', minimum: 1 },
      topologyKey: text,
      whenUnsatisfiable: { enum: ['DoNotSchedule', 'ScheduleAnyway'] },
      labelSelector: selector,
    }),
  ),
  containers: list(container),
  volumes: list({
    ...strict(['name'], {
      name,
      configMap: strict(['name'], { name }),
      emptyDir: strict([], { sizeLimit: quantity }),
    }),
    maxProperties: 2,
    minProperties: 2,
  }),
});

function object(apiVersion: string, kind: string, rest: Schema): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...strict(['apiVersion', 'kind', 'metadata', ...Object.keys(rest)], {
      apiVersion: { const: apiVersion },
      kind: { const: kind },
      metadata,
      ...rest,
    }),
  };
}

/** A schema for each kind that we deploy. */
export const kubernetesSchemas: Readonly<Record<string, Schema>> = {
  ConfigMap: object('v1', 'ConfigMap', { data: labels }),
  Service: object('v1', 'Service', {
    spec: strict(['ports', 'selector'], {
      selector: labels,
      ports: list(
        strict(['name', 'port', 'targetPort'], {
          name: portName,
          port: count,
          targetPort: portName,
        }),
      ),
    }),
  }),
  PodDisruptionBudget: object('policy/v1', 'PodDisruptionBudget', {
    spec: strict(['selector', 'maxUnavailable'], { selector, maxUnavailable: count }),
  }),
  Deployment: object('apps/v1', 'Deployment', {
    spec: strict(['replicas', 'selector', 'template'], {
      replicas: { type: 'integer', minimum: 1 },
      selector,
      strategy: strict(['type', 'rollingUpdate'], {
        type: { const: 'RollingUpdate' },
        rollingUpdate: strict(['maxSurge', 'maxUnavailable'], {
          maxSurge: count,
          maxUnavailable: count,
        }),
      }),
      template: strict(['metadata', 'spec'], {
        metadata: strict(['labels'], { labels }),
        spec: pod,
      }),
    }),
  }),
};
