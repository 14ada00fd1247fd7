import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { isRecord, valueAt } from '../../src/config/values.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const found = names.find((name) => spawnSync(name, ['--version']).status === 0);

/** Whether there is a browser here. */
export const hasChromium: boolean = found !== undefined;

/** How a page is looked at. */
interface Look {
  readonly scheme?: 'light' | 'dark';
  readonly media?: 'screen' | 'print';
  readonly width?: number;
}

/** A page in a headless browser. */
export interface Page {
  /** The value of an expression in the page; a value that JSON can hold. */
  evaluate(expression: string): Promise<unknown>;
  look(look: Look): Promise<void>;
  /** The whole page as a PNG. */
  screenshot(): Promise<Buffer>;
  /** What a screen reader gets: the nodes that are not ignored, as role and name. */
  accessible(): Promise<readonly (readonly [role: string, name: string, description: string])[]>;
  /** Presses Tab. */
  tab(): Promise<void>;
  /** All that it asked for, itself included. */
  readonly requests: readonly string[];
  /** What the browser complained about. */
  readonly complaints: readonly string[];
}

/** Opens a file in headless Chromium for one piece of work. */
export async function inChromium(file: string, work: (page: Page) => Promise<void>): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'aqe-chromium-'));
  const child = spawn(
    found ?? names[0] ?? '',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--hide-scrollbars',
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      'about:blank',
    ],
    // A group of its own: its many processes end together.
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], detached: true },
  );
  const ended = once(child, 'exit');
  try {
    await work(await openPage(child, file));
  } finally {
    killGroup(child);
    await ended;
    // Those of its processes that end last may still have a file open.
    rmSync(profile, { recursive: true, force: true, maxRetries: 30 });
  }
}

function killGroup({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
}

type Send = (method: string, params?: object) => Promise<unknown>;

async function openPage(child: ChildProcess, file: string): Promise<Page> {
  const requests: string[] = [];
  const complaints: string[] = [];
  const loads: (() => void)[] = [];
  const ask = connection(child, (method, params) => {
    if (method === 'Network.requestWillBeSent') requests.push(textAt(params, 'request', 'url'));
    if (method === 'Log.entryAdded') complaints.push(textAt(params, 'entry', 'text'));
    if (method === 'Page.loadEventFired') loads.splice(0).forEach((loaded) => loaded());
  });
  const { targetId } = recordOf(await ask('Target.createTarget', { url: 'about:blank' }));
  const attached = await ask('Target.attachToTarget', { targetId, flatten: true });
  const sessionId = textAt(attached, 'sessionId');
  const send: Send = async (method, params = {}) => ask(method, params, sessionId);
  for (const domain of ['Page', 'Network', 'Log', 'Runtime', 'Accessibility']) {
    await send(`${domain}.enable`);
  }
  const loaded = new Promise<void>((resolve) => {
    loads.push(resolve);
  });
  await send('Page.navigate', { url: pathToFileURL(file).href });
  await loaded;
  return { ...pageOf(send), requests, complaints };
}

function pageOf(send: Send): Omit<Page, 'requests' | 'complaints'> {
  return {
    evaluate: async (expression) => {
      const answer = await send('Runtime.evaluate', { expression, returnByValue: true });
      const problem = valueAt(answer, ['exceptionDetails']);
      if (problem !== undefined) throw new Error(JSON.stringify(problem));
      return valueAt(answer, ['result', 'value']);
    },
    look: async ({ scheme = 'light', media = 'screen', width = 1280 }) => {
      await send('Emulation.setEmulatedMedia', {
        media,
        features: [{ name: 'prefers-color-scheme', value: scheme }],
      });
      const size = { width, height: 900, deviceScaleFactor: 1, mobile: false };
      await send('Emulation.setDeviceMetricsOverride', size);
    },
    screenshot: async () => {
      const shot = await send('Page.captureScreenshot', { captureBeyondViewport: true });
      return Buffer.from(textAt(shot, 'data'), 'base64');
    },
    accessible: async () => {
      const nodes = valueAt(await send('Accessibility.getFullAXTree'), ['nodes']);
      return (Array.isArray(nodes) ? nodes : [])
        .filter((node: unknown) => valueAt(node, ['ignored']) === false)
        .map((node: unknown) => [
          textAt(node, 'role', 'value'),
          textAt(node, 'name', 'value'),
          textAt(node, 'description', 'value'),
        ]);
    },
    tab: async () => {
      const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
    },
  };
}

/** Speaks the protocol of Chromium's developer tools over its pipes: JSON with a zero byte behind it. */
function connection(
  child: ChildProcess,
  onEvent: (method: string, params: unknown) => void,
): (method: string, params?: object, sessionId?: string) => Promise<unknown> {
  const waiting = new Map<number, (answer: Readonly<Record<string, unknown>>) => void>();
  const [input, output] = [pipeOf(child.stdio[3]), readableOf(child.stdio[4])];
  let rest = '';
  output.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      const message = recordOf(JSON.parse(part));
      const { id, method, params } = message;
      if (typeof method === 'string') onEvent(method, params);
      if (typeof id === 'number') waiting.get(id)?.(message);
    }
  });
  return async (method, params = {}, sessionId?) => {
    const id = waiting.size + 1;
    const answered = new Promise<Readonly<Record<string, unknown>>>((resolve) => {
      waiting.set(id, resolve);
    });
    input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  };
}

function pipeOf(stream: unknown): Writable {
  if (typeof stream === 'object' && stream !== null && isWritable(stream)) return stream;
  throw new Error('there is no pipe to the browser');
}

function readableOf(stream: unknown): Readable {
  if (typeof stream === 'object' && stream !== null && isReadable(stream)) return stream;
  throw new Error('there is no pipe from the browser');
}

function isWritable(stream: object): stream is Writable {
  return 'write' in stream && typeof stream.write === 'function';
}

function isReadable(stream: object): stream is Readable {
  return 'setEncoding' in stream && typeof stream.setEncoding === 'function';
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function textAt(value: unknown, ...path: string[]): string {
  const text = valueAt(value, path);
  return typeof text === 'string' ? text : '';
}
