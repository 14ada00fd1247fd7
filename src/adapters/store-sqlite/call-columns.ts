/** The columns that tell what a call was: a reservation has them, and the ledger repeats them. */
export const callColumns = [
  'task_id',
  'task_type',
  'agent_type',
  'agent_id',
  'variant',
  'purpose',
  'model_name',
  'model',
  'provider',
  'attempt',
  'price_source',
] as const;

/** So many question marks. */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
