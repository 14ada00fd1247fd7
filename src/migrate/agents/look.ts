import type { DoubtCode } from '../code/facts/reference.ts';

/** Why a person should look at a class. docs/migrating-agents.md explains each. */
export type LookCode =
  | DoubtCode
  | 'ARGUMENTS_UNSEEN'
  | 'EDITS_UNSOUND'
  | 'EXTRA_PARAMETERS'
  | 'HAS_BOTH'
  | 'PARENT_NOT_SELECTED'
  | 'PARENT_UNDECIDED'
  | 'SUPER_OF_BASE'
  | 'UNSUPPORTED_MEMBER';
