// A simulator in a process of its own, so that it does not share the event loop of what is measured. It answers a number with so many words.
// Its latency profile comes as an argument; the address goes to standard output.
import { startSimulator } from '../../../dist/adapters/simulator/start-simulator.js';

const simulator = await startSimulator({
  profile: process.argv[2],
  answer: ({ prompt }) => 'word '.repeat(Number(prompt)),
});
process.stdout.write(`${simulator.url}\n`);
process.on('disconnect', () => void simulator.close());
