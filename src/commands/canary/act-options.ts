import { InvalidArgumentError } from '@commander-js/extra-typings';
import type { Environment } from '../../cli/world.ts';
import type { CanaryDeployment } from '../../rollout/stages/scale-plan.ts';

/** What all commands take that act on a rollout. */
export interface ActOptions {
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  /** Milliseconds. */
  readonly wait: number;
  readonly dryRun?: true | undefined;
  readonly kubectl?: true | undefined;
  readonly deployment: string;
  readonly replicas: number;
  readonly namespace?: string | undefined;
  readonly config?: string | undefined;
}

/** Who acts, as the audit trail names them. */
export function actorOf({ by }: Pick<ActOptions, 'by'>, env: Environment): string {
  return by ?? env['USER'] ?? env['LOGNAME'] ?? 'unknown';
}

/** The Deployment that is scaled; undefined without `--kubectl`. */
export function deploymentOf(options: ActOptions): CanaryDeployment | undefined {
  if (options.kubectl !== true) return undefined;
  const { deployment: name, replicas, namespace } = options;
  return { name, replicas, namespace };
}

/** `10,25,50,100`. For commander. */
export function parseStages(text: string): readonly number[] {
  const stages = text.split(/[,\s]+/).map((part) => Number(part.replace(/%$/, '')));
  const rises = stages.every((percent, index) => percent > (stages[index - 1] ?? 0));
  if (rises && stages.length > 1 && stages.at(-1) === 100) return stages;
  throw new InvalidArgumentError(
    'Write rising percentages that end with 100, such as 10,25,50,100.',
  );
}

/** Words that say why. For commander. */
export function parseReason(text: string): string {
  if (text.trim() !== '') return text.trim();
  throw new InvalidArgumentError('Say why.');
}
