import { checkOf, notMeasured } from '../check.ts';
import type { Examine, Replicas, ReplicaState } from '../subject.ts';
import { counted } from '../text.ts';

/** No replica has a feature on. */
export const featuresOff: Examine = async (subject) => {
  const wanted = { id: 'features-off', title: 'Features are off', target: 'on no replica' };
  const found = await subject.replicas();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { replicas } = found.value;
  const { source } = found;
  if (replicas.length === 0) return checkOf(wanted, { ...nobody, source });
  const on = replicas.filter(({ features }) => features.length > 0);
  return checkOf(wanted, {
    verdict: on.length === 0 ? 'pass' : 'fail',
    measured: `on ${on.length} of ${counted(replicas.length, 'replica')}`,
    value: on.length,
    n: replicas.length,
    source,
    reason:
      on.length === 0
        ? 'all work as 1.0.4 does'
        : on.map(({ name, features }) => `${name}: ${features.join(' and ')}`).join('; '),
  });
};

/** Every replica that there should be is well, and has the newest flags. */
export const replicasHealthy: Examine = async (subject) => {
  const wanted = { id: 'replicas', title: 'Every replica is healthy', target: 'all of them' };
  const found = await subject.replicas();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { replicas, expected } = found.value;
  const { source } = found;
  if (replicas.length === 0 && expected === undefined) {
    return checkOf(wanted, { ...nobody, source });
  }
  const problems = problemsOf(found.value);
  const well = replicas.filter((replica) => problemOf(replica, found.value) === undefined).length;
  return checkOf(wanted, {
    verdict: problems.length === 0 ? 'pass' : 'fail',
    measured: `${well} of ${expected ?? replicas.length}`,
    value: well,
    n: replicas.length,
    source,
    reason: problems.length === 0 ? 'all are well, with the newest flags' : problems.join('; '),
  });
};

const nobody = {
  verdict: 'not-measured',
  reason: 'no replica is running: start aqe serve, or name replicas with --target',
} as const;

function problemsOf(state: Replicas): readonly string[] {
  const { replicas, expected } = state;
  const missing =
    expected !== undefined && replicas.length < expected
      ? [`${expected - replicas.length} of ${expected} are not there`]
      : [];
  return missing.concat(
    replicas.flatMap((replica) => {
      const problem = problemOf(replica, state);
      return problem === undefined ? [] : [`${replica.name}: ${problem}`];
    }),
  );
}

function problemOf(replica: ReplicaState, { replicas, generation }: Replicas): string | undefined {
  if (replica.problem !== undefined) return replica.problem;
  const newest = generation ?? Math.max(...replicas.map((one) => one.generation));
  if (replica.generation < newest) {
    return `has generation ${replica.generation} of the flags, ${newest} is the newest`;
  }
  const versions = new Set(replicas.map(({ version }) => version));
  return versions.size > 1 ? `runs ${replica.version}, others do not` : undefined;
}
