import type { BudgetChange } from './change-budget.ts';

/** What became of the file, for people. */
export function renderChange({ file, status, diff }: BudgetChange): string {
  switch (status) {
    case 'unchanged': {
      return `${file} says so already; nothing was changed.`;
    }
    case 'preview': {
      return diff;
    }
    case 'changed': {
      return `${diff}\nChanged ${file}.`;
    }
  }
}
