import type { Feature } from '../../core/flags/feature-flags.ts';
import type { FlagEdit } from '../../core/flags/edit-flags.ts';
import { AqeError } from '../../errors.ts';

/** How flags are named on the command line, without hyphens and in lower case. */
const names: Readonly<Record<string, Feature>> = {
  multimodelrouter: 'multiModelRouter',
  streaming: 'streaming',
};

const values: Readonly<Record<string, boolean | 'default'>> = {
  on: true,
  true: true,
  off: false,
  false: false,
  default: 'default',
};

/** What is asked for beside the flags. */
type EditOptions = Pick<FlagEdit, 'agentType' | 'percent'>;

/**
 * Reads `streaming=on`, or the same as two words.
 * @throws AqeError USAGE
 */
export function readEdit(words: readonly string[], { agentType, percent }: EditOptions): FlagEdit {
  const flags = Object.fromEntries(pairsOf(words).map(([name, value]) => readPair(name, value)));
  const isEmpty = Object.keys(flags).length === 0;
  if (isEmpty && percent === undefined) {
    throw usage('nothing to set', 'Name a flag, as in: aqe flags set streaming=on');
  }
  if (isEmpty && agentType !== undefined) {
    throw usage(
      '--agent-type needs a flag',
      'As in: aqe flags set streaming=off --agent-type api-tester',
    );
  }
  if (agentType?.trim() === '') throw usage('--agent-type is empty', 'Name an agent type.');
  return { flags, agentType, percent };
}

function pairsOf(words: readonly string[]): readonly (readonly [string, string])[] {
  const parts = words.flatMap((word) => {
    const [name = '', ...rest] = word.split('=');
    return rest.length === 0 ? [word] : [name, rest.join('=')];
  });
  return parts.flatMap((part, index) =>
    index % 2 === 0 ? [[part, parts[index + 1] ?? ''] as const] : [],
  );
}

function readPair(name: string, text: string): readonly [Feature, boolean | 'default'] {
  const plain = name
    .replace(/^features\./, '')
    .replaceAll('-', '')
    .toLowerCase();
  const feature = Object.hasOwn(names, plain) ? names[plain] : undefined;
  if (feature === undefined) {
    throw usage(`"${name}" is no flag`, 'The flags are multiModelRouter and streaming.');
  }
  const value = Object.hasOwn(values, text.toLowerCase()) ? values[text.toLowerCase()] : undefined;
  if (value !== undefined) return [feature, value];
  throw usage(
    text === '' ? `${feature} has no value` : `${feature} cannot be "${text}"`,
    `Write ${feature}=on, ${feature}=off or ${feature}=default.`,
  );
}

function usage(message: string, hint: string): AqeError {
  return new AqeError('USAGE', message, { hint });
}
