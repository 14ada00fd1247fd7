import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { agentText, baseAgentText, foreignFiles, intermediateText } from './corpus-agents.ts';
import { jsonText, markdownText, moduleText, type Random, randomFrom } from './corpus-text.ts';

/** How large a generated repository is. */
export interface CorpusSize {
  readonly files: number;
  readonly megabytes: number;
  readonly agents: number;
  /** Bytes of one agent, from and to. */
  readonly agentBytes: readonly [number, number];
}

/** A generated repository, all of it committed. */
export interface Corpus {
  readonly dir: string;
  readonly files: number;
  readonly bytes: number;
  /** Source files that hold the word `performTask`. */
  readonly candidates: number;
  /** The files that a migration has to change, relative and sorted. */
  readonly agents: readonly string[];
}

const tsconfig = `{\n  // strict is for later\n  "compilerOptions": { "target": "es2022", "module": "esnext", "moduleResolution": "bundler", "jsx": "react-jsx" },\n}\n`;

const fixedFiles: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "fleet", "private": true, "type": "module" }\n',
  'tsconfig.json': tsconfig,
  '.gitignore': 'node_modules/\ndist/\n',
  'src/agents/BaseAgent.ts': baseAgentText,
  'src/resource.ts': `import { EventEmitter } from 'node:events';\n\nexport class Resource extends EventEmitter {\n  constructor(readonly name: string) {\n    super();\n  }\n\n  now(): number {\n    return Date.now();\n  }\n\n  async fetch(path: string): Promise<string[]> {\n    return [path];\n  }\n}\n`,
  'src/agents/shared/reporting-agent.ts': intermediateText,
  ...foreignFiles,
};

/** Of seven agents three are a chain over three files, one has an intermediate class, three extend the base. */
const GROUP = 7;

/** The class that an agent extends, and whether that has a performTask. */
function parentOf(index: number): { parent: string; from: string; callsSuper: boolean } {
  const place = index % GROUP;
  if (place === 1 || place === 2) {
    return { parent: `Agent${index - 1}`, from: `./agent-${index - 1}.js`, callsSuper: true };
  }
  if (place === 3) {
    return { parent: 'ReportingAgent', from: '../shared/reporting-agent.js', callsSuper: false };
  }
  const from = place === 4 ? '../BaseAgent' : '../BaseAgent.js';
  return { parent: 'BaseAgent', from, callsSuper: false };
}

function agentsOf(random: Random, size: CorpusSize): Map<string, string> {
  const [from, to] = size.agentBytes;
  const files = new Map<string, string>();
  for (let index = 0; index < size.agents; index += 1) {
    const bytes = Math.floor(from + random() * (to - from));
    const shape = { name: `Agent${index}`, base: '../BaseAgent.js', bytes, ...parentOf(index) };
    const group = Math.floor(index / GROUP);
    files.set(`src/agents/group-${group}/agent-${index}.ts`, agentText(random, shape));
  }
  return files;
}

/** One file in twenty is documentation, one in thirty-three data, one in eight has JSX. */
function ordinaryFile(random: Random, index: number, bytes: number): readonly [string, string] {
  const folder = `area-${index % 61}`;
  if (index % 20 === 3) return [`docs/${folder}/note-${index}.md`, markdownText(random, bytes)];
  if (index % 33 === 5) return [`data/${folder}/list-${index}.json`, jsonText(random, bytes)];
  const tsx = index % 8 === 1;
  return [
    `src/${folder}/module-${index}.${tsx ? 'tsx' : 'ts'}`,
    moduleText(random, bytes, tsx), // most are short, a few are long
  ];
}

/** Writes a repository of that size and commits it. The same size gives the same bytes. */
export function writeCorpus(dir: string, size: CorpusSize): Corpus {
  const random = randomFrom(104);
  let [files, bytes, candidates] = [0, 0, 0];
  const write = (name: string, text: string): void => {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    files += 1;
    bytes += text.length;
    if (/\.tsx?$/.test(name) && text.includes('performTask')) candidates += 1;
  };
  for (const [name, text] of Object.entries(fixedFiles)) write(name, text);
  const agents = agentsOf(random, size);
  for (const [name, text] of agents) write(name, text);
  while (files < size.files) {
    // The mean of what is left, so that the sum comes out; most files are shorter, a few much longer.
    const mean = (size.megabytes * 1e6 - bytes) / (size.files - files);
    write(...ordinaryFile(random, files, mean * 3 * random() ** 2));
  }
  commit(dir);
  return { dir, files, bytes, candidates, agents: [...agents.keys()].toSorted() };
}

/** Runs git without the settings of whoever runs the benchmark. */
function git(dir: string, ...args: readonly string[]): string {
  const env = {
    PATH: process.env['PATH'],
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Corpus',
    GIT_AUTHOR_EMAIL: 'corpus@example.com',
    GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
    GIT_COMMITTER_NAME: 'Corpus',
    GIT_COMMITTER_EMAIL: 'corpus@example.com',
    GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
  };
  // Nothing here has to survive a power cut or be small.
  const quick = ['-c', 'core.compression=0', '-c', 'core.fsync=none', '-c', 'gc.auto=0'];
  return execFileSync('git', [...quick, '-c', 'commit.gpgsign=false', ...args], {
    cwd: dir,
    env,
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
}

function commit(dir: string): void {
  git(dir, 'init', '--quiet');
  git(dir, 'add', '--all');
  git(dir, 'commit', '--quiet', '--message', 'corpus');
}

/** Takes the repository back to its commit, whatever a migration did to it. */
export function resetCorpus({ dir }: Corpus): void {
  git(dir, 'checkout', '--quiet', '--', '.');
  git(dir, 'clean', '-fdxq');
  git(dir, 'update-index', '-q', '--refresh');
}

/** The files that differ from the commit and those that are new, sorted. */
export function changedFiles({ dir }: Corpus): { changed: string[]; created: string[] } {
  const list = (...args: readonly string[]): string[] =>
    git(dir, ...args, '-z')
      .split('\0')
      .filter((name) => name !== '')
      .toSorted();
  return {
    changed: list('diff', '--name-only'),
    created: list('ls-files', '--others', '--exclude-standard'),
  };
}
