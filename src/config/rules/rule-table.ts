import type { RuleCode } from './rule-code.ts';
import type { RuleInfo } from './rule-info.ts';
import { fileRules } from './rule-table-file.ts';
import { routingRules } from './rule-table-routing.ts';

/** Every rule, in the order of the documentation. */
export const ruleTable: Readonly<Record<RuleCode, RuleInfo>> = { ...fileRules, ...routingRules };

/** The names of all rules, in the same order. */
export const ruleCodes: readonly string[] = Object.keys(ruleTable);
