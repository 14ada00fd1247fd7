// The memory that agents share: partitions, times to live, access levels.
import { AccessLevel, SwarmMemoryManager } from 'aqe';

const memory = new SwarmMemoryManager(); // or the path of a SQLite file
await memory.store(
  'plan',
  { steps: 3 },
  { owner: 'ada', accessLevel: AccessLevel.TEAM, teamId: 'qa' },
);
await memory.store('routing/costs/t1', { usd: 0.01 }); // this partition keeps entries for 30 days

console.log(await memory.retrieve('plan', { agentId: 'bob', teamId: 'qa' }));
await memory.retrieve('plan', { agentId: 'eve' }).catch(({ code }) => console.log(code));
console.log((await memory.query('routing/costs/%')).map(({ key }) => key));
console.log(await memory.cleanExpired(), 'expired');
await memory.close();
