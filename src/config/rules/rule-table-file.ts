import type { RuleCode } from './rule-code.ts';
import type { RoutingCode } from './rule-table-routing.ts';
import type { RuleInfo } from './rule-info.ts';

/** The rules about the file itself, its keys, and the sections of 1.0.4. */
export type FileCode = Exclude<RuleCode, RoutingCode>;

/** What each of them means. */
export const fileRules: Readonly<Record<FileCode, RuleInfo>> = {
  syntax: {
    title: 'Not valid YAML or JSON',
    severity: 'error',
    explanation: '1.0.4 warns about such a file and then runs on its defaults.',
    remedy:
      'Mend the place; common causes are a tab, a missing quote or bracket, a wrong indentation.',
  },
  'multiple-documents': {
    title: 'Several YAML documents in one file',
    severity: 'error',
    explanation:
      'A configuration is one document. 1.0.4 ignores such a file and runs on its defaults.',
    remedy: 'Split the file at its `---` lines.',
  },
  'duplicate-key': {
    title: 'A key twice in one map',
    severity: 'error',
    explanation:
      '1.0.4 ignores such a file and runs on its defaults. Every repetition is reported.',
    remedy: 'Keep one of the two.',
  },
  'too-deep': {
    title: 'Nested too deeply',
    severity: 'error',
    explanation:
      'A configuration has about six levels; a hundred are a wrong bracket or an attack.',
    remedy: 'Look for a bracket that is never closed.',
  },
  aliases: {
    title: 'Aliases that multiply or never end',
    severity: 'error',
    explanation:
      'Nested aliases can stand for millions of values, and an alias inside its own value for infinitely many.',
    remedy: 'Write the repeated part once, or out in full.',
  },
  'empty-file': {
    title: 'Nothing in the file',
    severity: 'error',
    explanation: '1.0.4 refuses to start with an empty file or one of comments only.',
    remedy: 'Write at least `fleet:` with an `id`, or delete the file to run on the defaults.',
  },
  'not-a-map': {
    title: 'Not a map of sections',
    severity: 'error',
    explanation:
      'The file must hold keys such as `fleet:` and `agents:`, not a list or a single value.',
    remedy: 'Begin each section with its name and a colon.',
  },
  'wrong-type': {
    title: 'A value of the wrong type',
    severity: 'error',
    explanation: 'For example a text where a number is needed.',
    remedy: 'Write a value of the type that the message names.',
  },
  'wrong-value': {
    title: 'A value that is not one of the allowed ones',
    severity: 'error',
    explanation:
      'The key takes only the values that the message lists, or only texts of a certain form.',
    remedy: 'Use one of them.',
  },
  'out-of-range': {
    title: 'A value outside its range',
    severity: 'error',
    explanation:
      'For example `backpressureThreshold: 80`, which is a share: above 0 and at most 1.',
    remedy: 'Use a value within the range that the message names.',
  },
  'missing-key': {
    title: 'A required key is missing',
    severity: 'error',
    explanation: 'The section makes no sense without it.',
    remedy: 'Add the key.',
  },
  'unknown-key': {
    title: 'An unknown key in a 1.0.5 section',
    severity: 'error',
    explanation:
      'The sections that are new in 1.0.5 accept known keys only, so that a slip cannot go unnoticed.',
    remedy: 'Correct the spelling, or remove the key.',
  },
  'misspelt-key': {
    title: 'A key that looks misspelt',
    severity: 'warning',
    explanation:
      '1.0.4 accepts and ignores unknown keys; this one is close to a key that would have an effect.',
    remedy: 'Correct the spelling, or ignore the warning when the key is your own.',
  },
  'shipped-key': {
    title: 'A key of the published 1.0.5 package',
    severity: 'warning',
    explanation:
      'The published package gives `routing`, `streaming` and `multiModelRouter` other keys; they have no effect here.',
    remedy: 'Use the key that the message names and remove this one.',
  },
  'quoted-value': {
    title: 'A number or boolean in quotes',
    severity: 'warning',
    explanation: '`"12"` is a text. 1.0.4 lets it pass; in the sections of 1.0.5 it is an error.',
    remedy: 'Remove the quotes: `maxAgents: 12`.',
    fixable: true,
  },
  'not-a-number': {
    title: 'A text where a number belongs',
    severity: 'warning',
    explanation: '1.0.4 lets `port: abc` pass and fails later.',
    remedy: 'Write a number.',
  },
  'unknown-tag': {
    title: 'An unknown YAML tag',
    severity: 'info',
    explanation:
      'A tag such as `!secret` or `!env` has no effect: the value is read as if it were not there.',
    remedy: 'Remove the tag.',
  },
  'agent-type-unknown': {
    title: 'Settings for an agent type that may not exist',
    severity: 'warning',
    explanation:
      'What stands under `featureOverrides.agentType` and `routing.escalation.perAgentType` holds for agents of exactly this type. An info where no known type is near.',
    remedy: 'Correct the spelling, or ignore it when the type is your own.',
  },
  'agents-map': {
    title: '`agents` as a map',
    severity: 'warning',
    explanation:
      'The README of 1.0.4 shows a map, but 1.0.4 itself ignored it and ran its three default agents.',
    remedy: 'Write a list: `- type: test-generator` with `count: 3` below it.',
  },
  'ai-section': {
    title: 'An `ai` section in a 1.0.5 file',
    severity: 'warning',
    explanation:
      '1.0.5 reads models from `routing` and the key from ANTHROPIC_API_KEY; `ai` has no effect.',
    remedy:
      'Move `ai.model` to `routing.defaultModel` and remove the section; `aqe migrate-config` does it.',
  },
  'contradicting-model': {
    title: '`ai.model` beside another `routing.defaultModel`',
    severity: 'warning',
    explanation: 'The two name different models; only `routing.defaultModel` counts.',
    remedy: 'Remove `ai.model`.',
  },
  'contradicting-router': {
    title: '`multiModelRouter` at the top and under `features`',
    severity: 'warning',
    explanation: 'Only `features.multiModelRouter` counts.',
    remedy: 'Remove the one at the top level.',
  },
  'ignored-section': {
    title: 'A section that is no map',
    severity: 'warning',
    explanation:
      'For example `database: postgres`: 1.0.4 accepts it, and then runs as if the section were not there.',
    remedy: 'Write the keys of the section: `database:` with `type: postgres` below it.',
  },
  'max-agents-exceeded': {
    title: 'More agents than `fleet.maxAgents`',
    severity: 'warning',
    explanation:
      'The counts of the agents add up to more than the fleet may have; the last ones do not start.',
    remedy: 'Raise `fleet.maxAgents` or lower a `count`.',
  },
  'merge-key': {
    title: 'A merge key `<<`',
    severity: 'warning',
    explanation:
      'YAML 1.2 has no merge keys: neither 1.0.4 nor 1.0.5 expands them, so the merged values are missing.',
    remedy: 'Write the values out, or use a plain alias for the whole map.',
  },
  'misplaced-key': {
    title: 'A key of `fleet` at the top level too',
    severity: 'warning',
    explanation:
      'The same key stands under `fleet` with another value; the one at the top level has no effect.',
    remedy: 'Remove the one at the top level.',
  },
  'mysql-unsupported': {
    title: '`database.type: mysql`',
    severity: 'error',
    explanation:
      '1.0.4 names mysql but cannot connect to it (a warning there); 1.0.5 knows sqlite and postgres.',
    remedy: 'Use `sqlite` on one host, `postgres` for several.',
  },
  'partial-defaults': {
    title: 'A section that loses its other defaults',
    severity: 'warning',
    explanation:
      '1.0.4 replaces `api.rateLimit` and `security.encryption` as a whole: with one key given, the other is undefined.',
    remedy: 'Give both keys.',
    fixable: true,
  },
  'secret-in-file': {
    title: 'A secret in the file',
    severity: 'warning',
    explanation:
      'Configuration files end up in version control and in backups. The value is never printed.',
    remedy:
      'Remove it here, set the environment variable that the message names, and renew the secret.',
  },
  'sqlite-replicas': {
    title: 'SQLite for more than one replica',
    severity: 'error',
    explanation: 'SQLite holds on one host; budgets and flags of several replicas need PostgreSQL.',
    remedy: 'Set `database.type: postgres`.',
  },
  'twin-spelling': {
    title: 'One key in two spellings',
    severity: 'warning',
    explanation:
      'For example `maxAgents` and `max_agents` in one map: only one of them has an effect.',
    remedy: 'Keep the documented spelling.',
  },
  'unexpanded-variable': {
    title: 'A `${VARIABLE}` in a value',
    severity: 'warning',
    explanation:
      'Neither 1.0.4 nor 1.0.5 expands variables in the file: the text is used as it stands.',
    remedy:
      'Remove the key and set the environment variable of docs/config.md, or write the value.',
  },
};
