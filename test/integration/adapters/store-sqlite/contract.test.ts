import { describe } from 'vitest';
import { openSqliteStore } from '../../../../src/adapters/store-sqlite/open-sqlite-store.ts';
import { budgetStoreContract } from '../../../helpers/budget-store-contract.ts';
import { controlStoreContract } from '../../../helpers/control-store-contract.ts';
import { feedbackLogContract } from '../../../helpers/feedback-log-contract.ts';
import { outcomeLogContract } from '../../../helpers/outcome-log-contract.ts';
import { taskQueueContract } from '../../../helpers/task-queue-contract.ts';
import { project } from '../../../helpers/project.ts';

const newPlace = async () => {
  const path = project().path('fleet.db');
  return { open: async () => openSqliteStore({ path, absent: 'create' }) };
};

describe(openSqliteStore, () => {
  budgetStoreContract(newPlace);
  controlStoreContract(newPlace);
  feedbackLogContract(newPlace);
  outcomeLogContract(newPlace);
  taskQueueContract(newPlace);
});
