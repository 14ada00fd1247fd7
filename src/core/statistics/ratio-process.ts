/** What came in one window, canary and stable. */
export interface ShareWindow {
  /** The share of the canary that is expected when there is no difference, above 0 and below 1. */
  readonly share: number;
  /** How many came from the canary. */
  readonly canary: number;
  readonly stable: number;
}

/**
 * A test that may be looked at after every window: the e-process against "each of what came is the canary's with the odds of its share". It is the mean, over
 * some odds ratios, of the likelihood ratio of all that came so far. Without a difference it is a martingale that starts at 1, so it ever reaches 1/α in at
 * most a share α of all cases (J. Ville, 1939), however often one looks. Whatever hits both arms alike cancels out, because a window is judged by its shares.
 * @param ratios which odds ratios to look for; above 0
 * @returns the natural logarithm of the e-value after each window
 */
export function ratioProcess(
  windows: readonly ShareWindow[],
  ratios: readonly number[],
): readonly number[] {
  const logs = ratios.map(() => 0);
  return windows.map((window) => {
    for (const [index, ratio] of ratios.entries()) {
      logs[index] = Number(logs[index]) + logLikelihoodRatio(window, ratio);
    }
    return logMeanExp(logs);
  });
}

function logLikelihoodRatio({ share, canary, stable }: ShareWindow, ratio: number): number {
  // With q = ratio·w / (ratio·w + 1 - w): q/w = ratio/scale and (1 - q)/(1 - w) = 1/scale.
  const scale = ratio * share + 1 - share;
  return canary * Math.log(ratio) - (canary + stable) * Math.log(scale);
}

/** ln(mean(exp(x))) without overflow. */
function logMeanExp(logs: readonly number[]): number {
  const largest = Math.max(...logs);
  const sum = logs.reduce((total, log) => total + Math.exp(log - largest), 0);
  return largest + Math.log(sum / logs.length);
}
