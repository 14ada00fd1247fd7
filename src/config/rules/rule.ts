import type { Catalogue } from '../../core/cost/catalogue.ts';
import type { Finding } from '../validate/finding.ts';
import type { ConfigDocument } from '../document/parse.ts';
import type { ConfigRecord } from '../values.ts';
import type { ConfigVersion } from '../version-of.ts';
import type { Visit } from '../document/visit.ts';

/** What a rule may look at. */
export interface RuleInput {
  readonly document: ConfigDocument;
  /** The document's plain value: a map of sections. */
  readonly value: ConfigRecord;
  readonly version: ConfigVersion;
  /** Every value as written, in the order of the text. */
  readonly visits: readonly Visit[];
  /** Undefined when the configuration names no model. */
  readonly catalogue: Catalogue | undefined;
  /** Days from now until a calendar day `YYYY-MM-DD`; negative when it is past. */
  readonly daysLeft: (day: string) => number;
  /** The built-in agent types. */
  readonly agentTypes: readonly string[];
  /** How many processes share the configuration, when the command line says so. */
  readonly replicas: number | undefined;
}

/** One check. It judges only values of the right type: a wrong type is the schema's business. */
export type Rule = (input: RuleInput) => Finding[];
