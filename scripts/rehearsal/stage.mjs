import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/aqe.js', import.meta.url));

/** The processes of a rehearsal, all of the built command line. */
export class Stage {
  #dir;
  #transcript;
  #replicas = [];
  #simulator;
  #port = 0;

  constructor(dir, transcript) {
    this.#dir = dir;
    this.#transcript = transcript;
  }

  /** Runs a command to its end, and tells what it printed; `live` as it comes. */
  async run(line, { live = false } = {}) {
    this.#transcript.terminal(`$ aqe ${line}\n`);
    const child = this.#spawn(line.split(' '), 'pipe');
    let [stdout, all] = ['', ''];
    const hear = (chunk) => {
      all += chunk;
      if (live) this.#transcript.terminal(String(chunk));
    };
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      hear(chunk);
    });
    child.stderr.on('data', hear);
    const [code] = await once(child, 'close');
    if (!live) this.#transcript.terminal(shortened(all));
    if (code !== 0) this.#transcript.terminal(`(exit code ${code})\n`);
    return { code, stdout };
  }

  /** Starts the simulator with other answers; its address stays the same. */
  async simulate(script) {
    await stop(this.#simulator);
    const args = [
      'simulate',
      '--port',
      String(this.#port),
      '--profile',
      'fast',
      '--script',
      script,
    ];
    this.#simulator = this.#spawn([...args, '--json', '--quiet'], 'ignore');
    this.#port = Number(new URL((await firstValue(this.#simulator)).url).port);
    this.#transcript.terminal(`$ aqe ${args.join(' ').replace(/--port \d+/, '--port 9000')} &\n`);
  }

  /** Starts a replica. @returns where it listens */
  async serve() {
    const args = ['serve', '--host', '127.0.0.1', '--port', '0'];
    const child = this.#spawn([...args, '--json'], 'ignore');
    this.#replicas.push(child);
    const { url } = await firstValue(child);
    this.#transcript.terminal(`$ aqe ${args.join(' ')} &\n${url}\n`);
    return url;
  }

  async stopReplicas() {
    this.#transcript.terminal(
      '$ kill %2 %3        # SIGTERM: the replicas finish what they have\n',
    );
    await Promise.all(this.#replicas.map(async (child) => stop(child)));
    this.#replicas = [];
  }

  async end() {
    await Promise.all([...this.#replicas, this.#simulator].map(async (child) => stop(child)));
  }

  #spawn(args, stderr) {
    const env = {
      // oxlint-disable-next-line node/no-process-env -- a script reads its own
      PATH: process.env.PATH,
      USER: 'ada',
      NO_COLOR: '1',
      ANTHROPIC_API_KEY: 'rehearsal',
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${this.#port}`,
    };
    return spawn(process.execPath, [bin, ...args], {
      cwd: this.#dir,
      env,
      stdio: ['ignore', 'pipe', stderr],
    });
  }
}

const LINES = 40;

/** Long output, without its middle. */
function shortened(text) {
  const lines = text.split('\n');
  if (lines.length <= LINES) return text;
  return [...lines.slice(0, LINES / 2), '…', ...lines.slice(-LINES / 2)].join('\n');
}

async function firstValue(child) {
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += line;
    if (line === '}') return JSON.parse(said);
  }
  throw new Error('a process of the rehearsal did not start');
}

async function stop(child) {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
