// Measures the built code as node runs it: the test runner wraps every import, and that takes longer than the work. Prints microseconds as JSON.
import { analyze } from '../../dist/core/routing/analyze.js';
import { route } from '../../dist/core/routing/route.js';

const CALLS = 50;
const BATCHES = 400;
const LARGE_ROUNDS = 25;

const prose = `The nightly run of the checkout suite has become slow and nobody knows why. It took eleven minutes in spring
and takes twenty-six now, although only four specs were added. Please find out where the time goes: the fixtures create one
user per test, the worker pool was cut from six to three, and since March the payment sandbox answers with a delay of up to
900 ms. Say which of these matters most, prove it with the numbers from \`reports/timing.json\`, and propose a change that
does not make tests depend on each other. Two workers must never share a cart. `;
const code = `export async function settle(cart, ledger) {
  for (const line of cart.lines) {
    if (line.amount <= 0) throw new RangeError(\`line \${line.id} is empty\`);
    await ledger.book({ id: line.id, amount: line.amount * line.count, currency: 'EUR' });
  }
  return ledger.close(cart.id);
}
`;

const dense = { description: prose.repeat(4).slice(0, 2000) };
const withCode = {
  description: prose.slice(0, 500),
  payload: { code: code.repeat(5).slice(0, 1500) },
};
const large = (prose + code).repeat(2000).slice(0, 1_000_000);

const model = (name, price, range) => ({
  name,
  model: name,
  provider: 'anthropic',
  prices: { input: price, output: 5 * price },
  maxTokens: 200_000,
  supportsStreaming: true,
  range,
  enabled: true,
});

const settings = {
  models: [
    model('large', 5000, { min: 0.7, max: 1 }),
    model('middle', 3000, { min: 0.3, max: 0.8 }),
    model('small', 1000, { min: 0, max: 0.4 }),
  ],
  defaultModel: 'middle',
  weights: { token: 0.4, structure: 0.3, context: 0.3 },
};

function timeOf(call, calls) {
  const started = performance.now();
  for (let n = 0; n < calls; n += 1) call();
  return (1000 * (performance.now() - started)) / calls;
}

/** In short batches: the machine is rarely disturbed for long. The first half warms up. */
function batches(call) {
  return Array.from({ length: 2 * BATCHES }, () => timeOf(call, CALLS)).slice(BATCHES);
}

function sumOfUnits(text) {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum = (sum + text.charCodeAt(index)) | 0;
  return sum;
}

const times = {
  prose: batches(() => route(dense, { settings })),
  code: batches(() => route(withCode, { settings })),
  plain: [],
  asked: [],
  given: [],
};
// In turns, so that a slow moment of the machine hits all alike.
for (let round = 0; round < LARGE_ROUNDS; round += 1) {
  times.plain.push(timeOf(() => sumOfUnits(large), 1));
  times.asked.push(timeOf(() => analyze({ description: large }), 1));
  times.given.push(timeOf(() => analyze({ description: 'Is it right?', payload: large }), 1));
}
process.stdout.write(JSON.stringify(times));
