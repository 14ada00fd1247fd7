import type { StartOption, StartReason } from '../../core/escalation/choose-start.ts';
import type { ComplexityAnalysis } from '../../core/routing/complexity-analysis.ts';
import type { Candidate, Decision, Obstacle, StrategyName } from '../../core/routing/decision.ts';
import { money, type Money } from '../money.ts';

/** A decision of the router for people and programs. */
export interface DecisionReport {
  /** The chosen model's name. */
  readonly model: string;
  /** Its id at the provider. */
  readonly modelId: string;
  readonly provider: string;
  readonly strategy: StrategyName;
  readonly reason: string;
  readonly complexity: ComplexityAnalysis;
  readonly candidates: readonly CandidateReport[];
  /** Names, best first. */
  readonly fallbacks: readonly string[];
  /** What the estimates are made for. */
  readonly tokens: { readonly input: number; readonly output: number };
  readonly settingsHash: string;
  /** Where the models come from. */
  readonly models: 'configuration' | 'catalogue';
  /** Whether a run would be routed: false while the configuration has the router off. */
  readonly enabled: boolean;
  /** Where such a task would start; null where one model is asked once. */
  readonly escalation: EscalationReport | null;
}

/** How cheap first, verify, escalate sees a task. */
export interface EscalationReport {
  /** Who judges the answers. */
  readonly verifier: string;
  /** The model that is asked first. */
  readonly start: string;
  readonly reason: StartReason;
  /** For people. */
  readonly text: string;
  readonly maxAttempts: number;
  /** Share of the tasks that start one model lower all the same. */
  readonly explore: number;
  /** All models that may be tried, the cheapest first. */
  readonly tiers: readonly StartOption[];
}

interface CandidateReport {
  readonly name: string;
  readonly modelId: string;
  readonly accepted: boolean;
  readonly reason: string;
  readonly obstacles: readonly Obstacle[];
  readonly range: { readonly min: number; readonly max: number };
  /** Null when the price is unknown. */
  readonly estimate: Money | null;
}

/** What a decision was made with. */
export interface DecisionContext {
  readonly output: number;
  readonly fromCatalogue: boolean;
  readonly enabled: boolean;
  readonly escalation: EscalationReport | undefined;
}

/** Makes the report of a decision. */
export function decisionReport(
  decision: Decision,
  { output, fromCatalogue, enabled, escalation }: DecisionContext,
): DecisionReport {
  const { model, strategy, reason, analysis, candidates, fallbacks, settingsHash } = decision;
  return {
    model: model.name,
    modelId: model.model,
    provider: model.provider,
    strategy,
    reason,
    complexity: analysis,
    candidates: candidates.map(candidateReport),
    fallbacks: fallbacks.map(({ name }) => name),
    tokens: { input: analysis.tokens, output },
    settingsHash,
    models: fromCatalogue ? 'catalogue' : 'configuration',
    enabled,
    escalation: escalation ?? null,
  };
}

function candidateReport(candidate: Candidate): CandidateReport {
  const { model, accepted, reason, obstacles, estimate } = candidate;
  return {
    name: model.name,
    modelId: model.model,
    accepted,
    reason,
    obstacles,
    range: model.range,
    estimate: estimate === undefined ? null : money(estimate),
  };
}
