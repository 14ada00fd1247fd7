import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgresStore } from '../../../../src/adapters/store-postgres/open-postgres-store.ts';
import { budgetStoreContract } from '../../../helpers/budget-store-contract.ts';
import { controlStoreContract } from '../../../helpers/control-store-contract.ts';
import { feedbackLogContract } from '../../../helpers/feedback-log-contract.ts';
import { outcomeLogContract } from '../../../helpers/outcome-log-contract.ts';
import { taskQueueContract } from '../../../helpers/task-queue-contract.ts';
import { postgresFolder, type PostgresServer, startPostgres } from '../../../helpers/postgres.ts';
import { newPlace } from '../../../helpers/postgres-place.ts';

const folder = postgresFolder();

describe.skipIf(folder === undefined)(
  'openPostgresStore (skipped where no PostgreSQL is installed)',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres(folder ?? '');
    }, 60_000);
    afterAll(async () => server.stop());

    const freshPlace = async () => {
      const target = await newPlace(server);
      return { open: async () => openPostgresStore({ target, absent: 'create' }) };
    };
    budgetStoreContract(freshPlace);
    controlStoreContract(freshPlace);
    feedbackLogContract(freshPlace);
    outcomeLogContract(freshPlace);
    taskQueueContract(freshPlace);
  },
);
