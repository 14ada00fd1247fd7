/** A formatter that a project may have, and how it is told to write. */
export interface Formatter {
  readonly npmPackage: string;
  readonly program: string;
  /** What stands before the paths. */
  readonly args: readonly string[];
  /** Files that show that the project is formatted by it. */
  readonly configs: readonly string[];
  /** What a folder's name is followed by to mean all files in it. */
  readonly allIn: string;
}

/** In the order in which they are looked for: when there are several configurations, the first counts. */
export const FORMATTERS: readonly Formatter[] = [
  {
    npmPackage: 'prettier',
    program: 'prettier',
    args: ['--write'],
    configs: [
      '.prettierrc',
      ...['json', 'json5', 'yaml', 'yml', 'toml'].map((ending) => `.prettierrc.${ending}`),
      ...['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'].flatMap((ending) => [
        `.prettierrc.${ending}`,
        `prettier.config.${ending}`,
      ]),
    ],
    allIn: '',
  },
  {
    npmPackage: '@biomejs/biome',
    program: 'biome',
    args: ['format', '--write'],
    configs: ['biome.json', 'biome.jsonc', '.biome.json', '.biome.jsonc'],
    allIn: '',
  },
  {
    npmPackage: 'dprint',
    program: 'dprint',
    args: ['fmt'],
    configs: ['dprint.json', 'dprint.jsonc', '.dprint.json', '.dprint.jsonc'],
    allIn: '/**/*',
  },
  {
    npmPackage: 'oxfmt',
    program: 'oxfmt',
    args: [],
    configs: ['.oxfmtrc.json', '.oxfmtrc.jsonc', 'oxfmt.config.ts'],
    allIn: '',
  },
];

/** Scripts of package.json that format, by the names that projects give them. */
const SCRIPTS = [
  'format',
  'fmt',
  'format:fix',
  'format:write',
  'fmt:fix',
  'prettier',
  'prettier:fix',
  'prettier:write',
  'prettify',
  'pretty',
  'biome:fix',
  'lint:fix',
  'fix',
];

/** The script that formats, and does not only say what is not formatted. */
export function formatScript(scripts: Readonly<Record<string, unknown>>): string | undefined {
  return SCRIPTS.find((name) => {
    const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
    return typeof script === 'string' && writes(script);
  });
}

function writes(script: string): boolean {
  if (/\s(?:--check|--list-different|--dry-run|-l|-c)(?=\s|$)/.test(script)) return false;
  // These print what they would write unless they are told to.
  if (/\bprettier\s/.test(script)) return /\s(?:--write|-w)(?=\s|$)/.test(script);
  if (/\bbiome\s/.test(script)) return /\s--(?:write|fix|apply)/.test(script);
  if (/\beslint\s/.test(script)) return /\s--fix(?=\s|$)/.test(script);
  return script.trim() !== '';
}
