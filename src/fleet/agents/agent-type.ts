import type { ResultFormat } from '../results/result-format.ts';

/** A kind of agent: what it is told, and what it has to answer with. */
export interface AgentType {
  /** Kebab-case; what `--type` and the configuration's `agents[].type` name. */
  readonly name: string;
  /** One line for people who choose. */
  readonly summary: string;
  /** Its role and its rules: the system prompt, to which the result's format adds its own part. */
  readonly instructions: string;
  readonly result: ResultFormat;
  /** Output tokens that an answer may take, unless somebody says otherwise. */
  readonly maxTokens: number;
}
