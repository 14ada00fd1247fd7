import type { EscalationConfig } from '../../config/settings/escalation-config.ts';
import type { EscalationHistory } from '../../core/escalation/escalation-history.ts';
import type { OutcomeLog } from '../../core/escalation/outcome-log.ts';
import type { Clock, Files } from '../../core/ports.ts';
import { type EscalationPolicy, openHistory, policySettings } from '../escalation/open-policy.ts';

/** Milliseconds that what is known is good for. To read it means to read thousands of outcomes, which each task cannot wait for. */
const GOOD_MS = 2000;

interface KnownParts {
  readonly files: () => Promise<Files>;
  readonly clock: Clock;
}

/** What is known of a fleet's tasks, as it was a moment ago: what its replicas learn, the others know as soon. */
export class KnownPolicy {
  readonly #parts: KnownParts;
  #history: Promise<EscalationHistory> | undefined;
  #readAt = 0;

  constructor(parts: KnownParts) {
    this.#parts = parts;
  }

  /**
   * What decides where tasks start and go on.
   * @param config what holds for the agent type
   * @throws AqeError FILE_…, DATA_INVALID, STORE_UNAVAILABLE
   */
  async of(config: EscalationConfig, outcomes: OutcomeLog | undefined): Promise<EscalationPolicy> {
    const now = this.#parts.clock.now().getTime();
    if (this.#history === undefined || now - this.#readAt >= GOOD_MS) {
      this.#readAt = now;
      this.#history = this.#read(config.learned, outcomes);
    }
    try {
      return { history: await this.#history, settings: policySettings(config) };
    } catch (error) {
      this.#history = undefined;
      throw error;
    }
  }

  async #read(
    learned: string | undefined,
    outcomes: OutcomeLog | undefined,
  ): Promise<EscalationHistory> {
    return openHistory({ files: await this.#parts.files(), outcomes }, learned);
  }
}
