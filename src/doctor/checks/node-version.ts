import type { Check, Subject } from '../check.ts';

const needed = { major: 20, minor: 19 };

/** The Node that runs this is one that aqe is made for. */
export function nodeVersion({ nodeVersion: found }: Pick<Subject, 'nodeVersion'>): Check {
  const [major = 0, minor = 0] = found.replace(/^v/, '').split('.').map(Number);
  const name = 'node';
  if (major > needed.major || (major === needed.major && minor >= needed.minor)) {
    return { name, status: 'ok', message: `Node ${found}` };
  }
  return {
    name,
    status: 'failed',
    message: `Node ${found} is too old; aqe needs ${needed.major}.${needed.minor} or newer`,
    hint: 'Install a current Node, for example with `nvm install --lts`.',
  };
}
