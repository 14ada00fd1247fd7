import type { EscalationConfig } from '../../config/settings/escalation-config.ts';
import type { EscalationHistory } from '../../core/escalation/escalation-history.ts';
import {
  defaultEscalation,
  type EscalationSettings,
} from '../../core/escalation/escalation-settings.ts';
import { historyFrom, type Learned } from '../../core/escalation/learned.ts';
import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import { parseLearned } from '../../core/escalation/parse-learned.ts';
import type { Files } from '../../core/ports.ts';
import { AqeError } from '../../errors.ts';

/** What decides where tasks start and go on. */
export interface EscalationPolicy {
  readonly history: EscalationHistory;
  readonly settings: EscalationSettings;
}

/** Tasks that are learned from: what was long ago says little of the models and the code of today. */
export const LATEST = 2000;
const MAX_BYTES = 16 * 1_048_576;

/** Where what is known comes from. */
interface PolicySources {
  readonly files: Files;
  /** Undefined where nothing is kept. */
  readonly outcomes: OutcomeLog | undefined;
}

/**
 * What is known of a fleet's tasks, and what the configuration says.
 * @throws AqeError FILE_…, DATA_INVALID, STORE_UNAVAILABLE
 */
export async function openPolicy(
  sources: PolicySources,
  config: EscalationConfig,
): Promise<EscalationPolicy> {
  const history = await openHistory(sources, config.learned);
  return { history, settings: policySettings(config) };
}

/**
 * What is known of a fleet's tasks: what `aqe route learn` wrote, and what became of the latest ones.
 * @param file undefined: nothing was learned before
 * @throws AqeError FILE_…, DATA_INVALID, STORE_UNAVAILABLE
 */
export async function openHistory(
  { files, outcomes }: PolicySources,
  file: string | undefined,
): Promise<EscalationHistory> {
  const [learned, latest = []] = await Promise.all([
    file === undefined ? undefined : readLearned(files, file),
    outcomes?.latest(LATEST),
  ]);
  return historyFrom(learned, latest);
}

/** What the policy goes by; what cannot be configured is its default. */
export function policySettings({
  maxAttempts,
  minSamples,
  explore,
}: Pick<EscalationConfig, 'maxAttempts' | 'minSamples' | 'explore'>): EscalationSettings {
  return { ...defaultEscalation, maxAttempts, minSamples, explore };
}

/**
 * Reads a file of `aqe route learn`.
 * @throws AqeError FILE_…, FILE_NOT_TEXT, DATA_INVALID
 */
export async function readLearned(files: Files, path: string): Promise<Learned> {
  const bytes = await files.read(path, MAX_BYTES);
  try {
    return parseLearned(path, new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof AqeError) throw error;
    throw new AqeError('FILE_NOT_TEXT', `${path} is not UTF-8 text`, { cause: error });
  }
}
