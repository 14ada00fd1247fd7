import type { Interval } from '../../core/statistics/interval.ts';
import type { Counts } from '../../core/statistics/counts.ts';
import type { Comparison } from '../compare.ts';
import type { FleetReading } from '../measure/fleet-reading.ts';
import type { Check, Found, GateNumber } from './check.ts';

/** How a program ended. */
export interface ProgramResult {
  /** Null when it did not end by itself. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly seconds: number;
}

/** What is wrong with the configuration. */
export interface ConfigState {
  readonly errors: number;
  readonly warnings: number;
  /** The first error, with its place. */
  readonly first: string | undefined;
}

/** Known weaknesses of dependencies, by severity. */
export interface Weaknesses {
  readonly critical: number;
  readonly high: number;
  readonly moderate: number;
  readonly low: number;
}

/** A page that has to be there. */
export interface Page {
  readonly path: string;
  readonly there: boolean;
}

/** What was spent against one model for all, in nano-dollars. */
export interface Savings {
  readonly baseline: string;
  readonly spent: number;
  readonly baselineCost: number;
  /** The part of `spent` that nobody was billed for. */
  readonly simulated: number;
  /** The part of `spent` that is estimated, or charged in full for lack of a count. */
  readonly unmeasured: number;
  readonly tasks: number;
  /** 95 %, of the part of `baselineCost` that was saved, by bootstrap over the tasks; undefined without any. */
  readonly interval: Interval | undefined;
  /** Prices that nobody ever charged. */
  readonly referencePrices: boolean;
}

/** How often the router chose right. */
export interface Accuracy {
  /** Tasks, and those where it was wrong. */
  readonly wrong: Counts;
  /** Tasks of the file that the router was fitted to; they do not count. */
  readonly fitted: number;
}

/** A replica, by its own words. */
export interface ReplicaState {
  readonly name: string;
  readonly version: string;
  readonly generation: number;
  /** The features that are on. */
  readonly features: readonly string[];
  /** Undefined when it is well. */
  readonly problem: string | undefined;
}

/** The replicas, and what they should have. */
export interface Replicas {
  readonly replicas: readonly ReplicaState[];
  /** The generation of the shared flags; undefined when nobody knows. */
  readonly generation: number | undefined;
  /** How many there should be; undefined when nobody said. */
  readonly expected: number | undefined;
}

/** A change of the fleet, from its audit trail. */
export interface Change {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: string;
  readonly action: string;
  readonly reason: string;
}

/** Changes of a time, the newest first. */
export interface Changes {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly changes: readonly Change[];
  /** The first entry of the trail at all; undefined when there is none. */
  readonly began: number | undefined;
}

/** What was booked for the tasks of a time. */
export interface Booked {
  /** Tasks that ended. */
  readonly tasks: number;
  /** Those of them whose cost nobody knows. */
  readonly unknown: number;
  /** Of all tasks whose cost is known, in nano-dollars. */
  readonly taskCost: number;
  /** Of the ledger, in nano-dollars. */
  readonly ledgerCost: number;
  /** The part of it that is no measurement. */
  readonly unmeasured: number;
  readonly simulated: number;
}

/** Somebody answered for something. */
export interface Signature {
  readonly check: string;
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly note: string;
  /** It was taken back. */
  readonly withdrawn: boolean;
}

/** How a canary stands: a rollout in stages that is over, one that is running, or two arms that were compared without one. */
export type CanaryState =
  | {
      readonly kind: 'over';
      readonly status: 'completed' | 'failed' | 'aborted';
      /** The share of tasks that it came to, 0 to 100. */
      readonly percent: number;
      readonly by: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'compared';
      readonly comparison: Comparison;
      /** Why a PASS does not end its stage yet; undefined when it does. */
      readonly open: string | undefined;
    };

/** What users say: how many answered, and how many of them with less than four stars. */
export type Satisfaction = Counts;

/** What gates look at; each part is read once, when the first check asks for it. */
export interface Subject {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly tests: () => Promise<Found<ProgramResult>>;
  /** The tests again, with every feature switched off. */
  readonly testsWithoutFeatures: () => Promise<Found<ProgramResult>>;
  readonly config: () => Promise<Found<ConfigState>>;
  readonly weaknesses: () => Promise<Found<Weaknesses>>;
  readonly pages: () => Promise<Found<readonly Page[]>>;
  readonly fleet: () => Promise<Found<FleetReading>>;
  readonly replicas: () => Promise<Found<Replicas>>;
  readonly savings: () => Promise<Found<Savings>>;
  readonly accuracy: () => Promise<Found<Accuracy>>;
  readonly canary: () => Promise<Found<CanaryState>>;
  readonly changes: (sinceMs: number) => Promise<Found<Changes>>;
  readonly booked: () => Promise<Found<Booked>>;
  readonly satisfaction: () => Promise<Found<Satisfaction>>;
  readonly signatures: (gate: GateNumber) => Promise<Found<readonly Signature[]>>;
}

/** Looks at one thing; what it cannot find is a finding, and no error. */
export type Examine = (subject: Subject) => Promise<Check>;
