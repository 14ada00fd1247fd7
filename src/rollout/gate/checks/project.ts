import { checkOf, notMeasured } from '../check.ts';
import type { Examine } from '../subject.ts';
import { counted } from '../text.ts';

/** The configuration has no error. */
export const configValid: Examine = async (subject) => {
  const wanted = { id: 'config', title: 'Configuration is valid', target: '0 errors' };
  const found = await subject.config();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { errors, warnings, first } = found.value;
  return checkOf(wanted, {
    verdict: errors === 0 ? 'pass' : 'fail',
    measured: `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`,
    value: errors,
    source: found.source,
    reason: first ?? 'aqe validate-config finds nothing that is wrong',
  });
};

/** Dependencies have no known weakness that matters. */
export const dependenciesSafe: Examine = async (subject) => {
  const wanted = {
    id: 'audit',
    title: 'Security audit of dependencies',
    target: '0 high or critical',
  };
  const found = await subject.weaknesses();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const { critical, high, moderate, low } = found.value;
  return checkOf(wanted, {
    verdict: critical + high === 0 ? 'pass' : 'fail',
    measured: `${critical} critical, ${high} high`,
    value: critical + high,
    source: found.source,
    reason: `beside them ${moderate} moderate and ${low} low`,
  });
};

/** The pages that people need are there. */
export const pagesThere: Examine = async (subject) => {
  const wanted = { id: 'docs', title: 'Documentation is complete', target: 'no page missing' };
  const found = await subject.pages();
  if (found.kind === 'absent') return checkOf(wanted, notMeasured(found));
  const missing = found.value.filter(({ there }) => !there);
  return checkOf(wanted, {
    verdict: missing.length === 0 ? 'pass' : 'fail',
    measured: `${found.value.length - missing.length} of ${counted(found.value.length, 'page')}`,
    value: missing.length,
    n: found.value.length,
    source: found.source,
    reason:
      missing.length === 0
        ? found.value.map(({ path }) => path).join(', ')
        : `missing or empty: ${missing.map(({ path }) => path).join(', ')}`,
  });
};
