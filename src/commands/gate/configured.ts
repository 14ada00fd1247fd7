import { valueAt } from '../../config/values.ts';
import { AqeError } from '../../errors.ts';
import type { GateDesk } from './gate-desk.ts';

/** `rollout.gates` of the configuration. */
interface ConfiguredGates {
  readonly tests: string | undefined;
  readonly audit: string | undefined;
  readonly docs: readonly string[] | undefined;
}

/** What the configuration says of gates; nothing where it cannot be read, which a check of its own tells. */
export async function configuredGates({ settings }: GateDesk): Promise<ConfiguredGates> {
  try {
    const { document } = await settings();
    const at = (key: string): unknown => valueAt(document?.value, ['rollout', 'gates', key]);
    return { tests: textOf(at('tests')), audit: textOf(at('audit')), docs: textsOf(at('docs')) };
  } catch (error) {
    if (!(error instanceof AqeError) || error.code === 'INTERRUPTED') throw error;
    return { tests: undefined, audit: undefined, docs: undefined };
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function textsOf(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((one: unknown) => typeof one === 'string') : undefined;
}
