import type { EscalationHistory } from './escalation-history.ts';
import type { EscalationSettings } from './escalation-settings.ts';
import { itemAt } from './item-at.ts';
import type { Loss } from './loss-account.ts';
import type { Prospect } from './prospects.ts';
import type { Quality } from './quality-of.ts';

/**
 * Tasks' worth of the strongest model that may be lost beside the share of all, as few tasks have no share worth the name: for each tier that may turn
 * out to be no good on the way, so two where a middle one is tried after the first.
 */
const MONEY = { float: 3 };
/** What may be lost of what the strongest model solves: a quarter of a percent, and one task. Half a percent finds little more out, and loses it. */
const SOLVES = { share: 0.0025, float: 1 };

/** Tells what may still be lost by starting at a tier, of money and of solves. Added up only where it decides. */
export class Accounts {
  readonly #agentType: string;
  readonly #prospects: readonly Prospect[];
  readonly #known: {
    readonly history: EscalationHistory;
    readonly settings: EscalationSettings;
  };

  constructor(
    agentType: string,
    prospects: readonly Prospect[],
    known: { readonly history: EscalationHistory; readonly settings: EscalationSettings },
  ) {
    this.#agentType = agentType;
    this.#prospects = prospects;
    this.#known = known;
  }

  /** Whether starting at a tier has cost little enough beyond what the strongest model would have. */
  affordMoney(index: number): boolean {
    const { excess, baseline, tasks } = this.#lossOf(index);
    const float = MONEY.float * (this.#prospects.length - 1 - index);
    const { explore } = this.#known.settings;
    return tasks === 0 || excess <= explore * baseline + (float * baseline) / tasks;
  }

  /** Whether starting at a tier has solved little enough less than the strongest model would have, as far as can be told: by what is believed of a task today. */
  affordSolves(index: number, { whole, alone }: Quality): boolean {
    const { started, tasks } = this.#lossOf(index);
    const lost = this.#known.settings.quality * alone - whole;
    return started * lost <= SOLVES.share * alone * tasks + SOLVES.float;
  }

  #lossOf(index: number): Loss {
    const models = this.#prospects.map(({ model }) => model);
    const ends = [itemAt(models, index), itemAt(models, models.length - 1)] as const;
    return this.#known.history.lossOf(this.#agentType, ends, (model) => this.#dearRatioOf(model));
  }

  /** What a model costs as a share of the strongest, as much as it may easily be (a standard deviation): what is not known counts against the cheap one. */
  #dearRatioOf(name: string): number {
    const cost = this.#prospects.find(({ model }) => model === name)?.usualCost;
    return cost === undefined ? 1 : cost.mean + Math.sqrt(cost.variance);
  }
}
