import { hideSecret } from '../secrets/hidden-value.ts';
import { isSecretPath } from '../secrets/secret-path.ts';
import { type EffectiveInput, readVariable, type Variables } from './layers.ts';
import { environmentKeys, leafKeys } from '../schema/leaf-keys.ts';
import type { EffectiveValue, Sourced, Known } from './origin.ts';
import { sectionValues } from './section-values.ts';
import { formatPath } from '../document/span.ts';
import { surpriseOf } from './surprise.ts';

/**
 * What the fleet runs with: every known key and whatever else its sections hold, each with its origin.
 * @throws AqeError ENV_INVALID for a variable that counts and cannot be read
 */
export function effectiveConfig(input: EffectiveInput): EffectiveValue[] {
  const keys = leafKeys('1.0.5').filter(({ deprecated }) => !deprecated);
  const sections = new Set(keys.map(({ path }) => path[0]));
  const values = [...sections].flatMap((section) => {
    const own = keys.filter(({ path }) => path[0] === section);
    return sectionValues(String(section), own, input);
  });
  return [...values.map((known) => inFile(known, input)), ...environmentOnly(input)];
}

function inFile(known: Known, input: EffectiveInput): EffectiveValue {
  const { path, key, sourced } = known;
  const secret = key?.secret === true || isSecretPath(path);
  return shown(formatPath(path), { ...sourced, note: surpriseOf(known, input) }, secret);
}

function environmentOnly(variables: Variables): EffectiveValue[] {
  return environmentKeys('1.0.5').map((key) => {
    const name = key.path.join('.');
    const unset: Sourced = { value: key.default ?? null, origin: 'default' };
    return shown(name, readVariable(name, variables, key) ?? unset, key.secret);
  });
}

function shown(
  path: string,
  { value, origin, detail, note }: Omit<Sourced, 'note'> & { readonly note?: string | undefined },
  secret: boolean,
): EffectiveValue {
  return {
    path,
    value: hideSecret(value, secret),
    origin,
    ...(detail === undefined ? {} : { detail }),
    ...(note === undefined ? {} : { note }),
  };
}
