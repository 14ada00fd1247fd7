/** What to take back in a cluster. */
export interface Deployed {
  readonly deployment: string;
  /** `container=image`. */
  readonly image: string;
  readonly configmap: string;
  readonly namespace?: string | undefined;
}

/** One command of kubectl. */
export interface DeploymentStep {
  readonly args: readonly string[];
  /** It takes what the command before it printed. */
  readonly piped: boolean;
}

/**
 * The steps that take a Deployment back, in their order.
 * @param config the configuration that was restored
 */
export function deploymentSteps(deployed: Deployed, config: string): readonly DeploymentStep[] {
  const { deployment, image, configmap, namespace } = deployed;
  const where = namespace === undefined ? [] : [`--namespace=${namespace}`];
  const name = `deployment/${deployment}`;
  const step = (...args: readonly string[]): DeploymentStep => ({
    args: [...args, ...where],
    piped: false,
  });
  return [
    step(
      'create',
      'configmap',
      configmap,
      `--from-file=fleet.yaml=${config}`,
      '--dry-run=client',
      '-o',
      'yaml',
    ),
    { args: ['apply', '-f', '-', ...where], piped: true },
    step('set', 'image', name, image),
    step('rollout', 'restart', name),
    step('rollout', 'status', name, '--timeout=300s'),
  ];
}
