/** The options of `aqe run`. */
export interface RunCommandOptions {
  readonly file?: string | undefined;
  readonly type?: string | undefined;
  readonly input?: readonly string[] | undefined;
  readonly stream?: boolean | undefined;
  readonly model?: string | undefined;
  /** Nano-dollars. */
  readonly maxCost?: number | undefined;
  readonly maxTokens?: number | undefined;
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  readonly out?: string | undefined;
  readonly force?: true | undefined;
  readonly jsonl?: true | undefined;
  readonly provider?: 'anthropic' | 'simulator' | undefined;
  readonly config?: string | undefined;
}
