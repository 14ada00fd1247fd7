import type { ComplexityWeights, Factors } from './complexity-analysis.ts';
import { payloadTexts } from './payload-text.ts';
import type { RoutableTask } from './routable-task.ts';

/** What the plain formula says. */
export interface FormulaResult {
  /** 0 to 1. */
  readonly score: number;
  readonly factors: Factors;
  /** Input tokens, at four characters each. */
  readonly tokens: number;
}

const FULL_TOKENS = 2000;
const FULL_BRANCHES = 20;
const FULL_WORDS = 3;

const branches =
  /\b(?:if|else|for|while|switch|case|catch|try|function|class|async|await)\b|=>|&&|\|\|/g;
const demands =
  /\b(?:analy[sz]e|architect|complex|concurren|debug|design|integrat|optimi[sz]e|performance|refactor|root cause|secur|strategy)/gi;

/**
 * A plain reading of the 1.0.5 documents, which give weights and names but no formula: size in tokens, code complexity in branches,
 * and words that ask for reasoning or creativity, combined by the weights. Nothing is routed by it; it is the baseline that routing is measured against.
 */
export function documentsFormula(
  { description, payload }: RoutableTask,
  weights: ComplexityWeights,
): FormulaResult {
  const given = payloadTexts(payload).join('\n');
  const tokens = Math.ceil((description.length + given.length) / 4);
  const factors = {
    token: Math.min(1, tokens / FULL_TOKENS),
    structure: Math.min(1, count(branches, `${description}\n${given}`) / FULL_BRANCHES),
    context: Math.min(1, count(demands, description) / FULL_WORDS),
  };
  const score =
    weights.token * factors.token +
    weights.structure * factors.structure +
    weights.context * factors.context;
  return { score, factors, tokens };
}

function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}
