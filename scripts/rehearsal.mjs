// Rehearses weeks 6 and 7 with the built command line: migrate a configuration of 1.0.4, two replicas on PostgreSQL, a good canary to 100 %, a bad one that is
// taken back, and all the way back to 1.0.4. `node scripts/rehearsal.mjs [transcript.md]`; docs/rehearsal.md is a transcript.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Load } from './rehearsal/load.mjs';
import { postgresFolder, startPostgres } from './rehearsal/postgres.mjs';
import { Stage } from './rehearsal/stage.mjs';
import { Transcript } from './rehearsal/transcript.mjs';

const dir = mkdtempSync(join(tmpdir(), 'aqe-rehearsal-'));
const transcript = new Transcript(dir);
const stage = new Stage(dir, transcript);
const begin = performance.now();
const folder = postgresFolder();
const postgres = folder === undefined ? undefined : await startPostgres(folder);
let isOk = false;

try {
  await rehearse();
  isOk = transcript.isOk;
} finally {
  await stage.end();
  await postgres?.stop();
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  transcript.say(
    `The whole rehearsal took ${seconds} s. ${isOk ? 'All of it went as it should.' : 'Something did NOT go as it should.'}`,
  );
  if (process.argv[2] !== undefined) writeFileSync(process.argv[2], transcript.text);
  rmSync(dir, { recursive: true, force: true });
  process.exitCode = isOk ? 0 : 1;
}

async function rehearse() {
  const before = await migrate();
  transcript.title('Two replicas, and twenty-four clients that keep them busy');
  await stage.simulate('good.jsonl');
  const urls = [await stage.serve(), await stage.serve()];
  const load = new Load(urls, 24);
  try {
    await good();
    if (transcript.isOk) await bad(load);
  } finally {
    const { tasks, failed } = await load.stop();
    transcript.say(`The clients had ${tasks} tasks done by then; ${failed} failed.`);
  }
  if (transcript.isOk) await back(before);
}

/** From 1.0.4 to 1.0.5, with everything off. */
async function migrate() {
  transcript.title('A fleet of 1.0.4, backed up and migrated');
  transcript.say(
    postgres === undefined
      ? 'No PostgreSQL is installed here: the replicas share a SQLite file.'
      : 'The replicas share a PostgreSQL server that was started for this.',
  );
  const before = oldConfig();
  mkdirSync(join(dir, 'config'));
  writeFileSync(join(dir, 'config/fleet.yaml'), before);
  const answer = { text: 'The empty input, and one that is too long.' };
  const rambling = { model: 'haiku', text: `${answer.text} `.repeat(12) };
  writeFileSync(join(dir, 'good.jsonl'), jsonLines(answer));
  writeFileSync(join(dir, 'bad.jsonl'), jsonLines(rambling, answer));
  await stage.run('backup create');
  await stage.run('migrate-config --in-place --models current');
  transcript.say(
    'The sections are switched on by hand, the features stay off. The cheap model may do what these tasks ask, and retries are short, so that this does not take long.',
  );
  const file = join(dir, 'config/fleet.yaml');
  const migrated = readFileSync(file, 'utf8')
    .replaceAll(/^( {2})enabled: false/gm, '$1enabled: true')
    .replace('max: 0.4', 'max: 0.8')
    .replace('maxRetries: 3', 'maxRetries: 1')
    .replace('backoffMs: 1000', 'backoffMs: 50');
  writeFileSync(file, migrated);
  await stage.run('validate-config --quiet');
  return before;
}

async function good() {
  transcript.title('A good canary: 10 → 25 → 50 → 100 %');
  transcript.say(
    'Replicas, database, provider and clients share one machine, so p95 gets a wider margin than the 10 % of the documents.',
  );
  const { code } = await stage.run(
    'canary start --watch --soak 8s --every 2s --latency-margin 25 --by ada --reason wave-1 --stage-timeout 100s',
    {
      live: true,
    },
  );
  transcript.expect('it went to 100 % by itself', code === 0);
  const { stdout } = await stage.run('flags get');
  transcript.expect('both features are on for all tasks', /in force for 100 %/.test(stdout));
}

async function bad(load) {
  transcript.title(
    'A bad canary: the cheap model rambles, and a task costs more than twice as much',
  );
  await load.pause();
  await stage.simulate('bad.jsonl');
  load.resume();
  const { code, stdout } = await stage.run(
    'canary start --watch --soak 8s --every 2s --latency-margin 25 --by ada --reason wave-2 --stage-timeout 100s',
    { live: true },
  );
  transcript.expect('it was caught', code === 1 && /FAIL, rolled back/.test(stdout));
  const status = await stage.run('canary status');
  transcript.expect(
    'and taken back without a person',
    /canary\.fail +aqe canary/.test(status.stdout),
  );
  const again = await stage.run('canary start --watch --reason wave-2');
  transcript.expect('it stays so: a job that is started again starts nothing', again.code === 2);
  transcript.title('The way back that takes seconds');
  await stage.run('flags set multiModelRouter=on streaming=on --percent 100 --by eve');
  const { code: off } = await stage.run('rollback immediate --by ada --reason incident-77');
  transcript.expect('every replica has it', off === 0);
}

async function back(before) {
  transcript.title('All the way back to 1.0.4');
  await stage.stopReplicas();
  await stage.run('rollback full --to 1.0.4 --dry-run');
  const { code } = await stage.run('rollback full --to 1.0.4');
  const after = readFileSync(join(dir, 'config/fleet.yaml'), 'utf8');
  transcript.expect(
    'the configuration is that of 1.0.4, to the byte',
    code === 0 && after === before,
  );
  const again = await stage.run('rollback full --to 1.0.4 --json');
  transcript.expect(
    'a second time there is nothing to do',
    JSON.parse(again.stdout).status === 'unchanged',
  );
}

function jsonLines(...values) {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

function oldConfig() {
  const database =
    postgres === undefined
      ? 'database: { type: sqlite, filename: ./data/fleet.db }'
      : `database: { type: postgres, host: 127.0.0.1, port: ${postgres.port}, database: postgres, username: fleet, password: rehearsal }`;
  return `# The fleet as it ran with 1.0.4.
fleet:
  id:   rehearsal
  maxAgents: 32      # a replica
agents:
  - { type: general, count: 16 }
${database}
api:
  rateLimit: { windowMs: 60000, max: 1000000 }
`;
}
