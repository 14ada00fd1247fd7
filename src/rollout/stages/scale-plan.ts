/** A canary Deployment that is scaled with the share. */
export interface CanaryDeployment {
  readonly name: string;
  /** How many replicas it has at 100 %. */
  readonly replicas: number;
  readonly namespace: string | undefined;
}

/** How many replicas a share needs: at least one, where there is any share at all. */
export function replicasFor(percent: number, { replicas }: CanaryDeployment): number {
  return Math.ceil((percent * replicas) / 100);
}

/** The arguments of kubectl, command by command, that bring a canary Deployment to a share. */
export function scalePlan(
  percent: number,
  deployment: CanaryDeployment,
): readonly (readonly string[])[] {
  const where = deployment.namespace === undefined ? [] : [`--namespace=${deployment.namespace}`];
  const name = `deployment/${deployment.name}`;
  const count = replicasFor(percent, deployment);
  const scale = ['scale', name, `--replicas=${count}`, ...where];
  return count === 0 ? [scale] : [scale, ['rollout', 'status', name, '--timeout=300s', ...where]];
}

/** A command line as a shell takes it. */
export function commandLine(args: readonly string[]): string {
  return ['kubectl', ...args]
    .map((arg) =>
      /^[\w./:=@%,+-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", String.raw`'\''`)}'`,
    )
    .join(' ');
}
