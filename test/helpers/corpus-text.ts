/** A stream of random numbers in [0, 1) that is the same in every run. */
export type Random = () => number;

/** mulberry32: small, fast, good enough to vary text. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the items. */
export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

const verbs = words('load parse build merge apply check track filter render queue collect resolve');
const nouns = words('report order invoice session user metric worker suite result coverage branch');
const kinds = words('Service Store Handler Registry Client Factory Tracker Builder Policy Index');

function words(text: string): readonly [string, ...string[]] {
  const [first = '', ...rest] = text.split(' ');
  return [first, ...rest];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The words that a piece of code is made of. */
interface Names {
  readonly verb: string;
  readonly noun: string;
  readonly other: string;
  readonly Noun: string;
  readonly Kind: string;
  readonly n: number;
}

function namesFrom(random: Random): Names {
  const noun = pick(random, nouns);
  return {
    noun,
    Noun: capital(noun),
    verb: pick(random, verbs),
    other: pick(random, nouns),
    Kind: pick(random, kinds),
    n: Math.floor(random() * 1e6),
  };
}

type Piece = (names: Names) => string;

const members: readonly [Piece, ...Piece[]] = [
  ({ verb, noun, other, n }) => `
  /** Reads every ${noun} that belongs to the ${other}, newest first. */
  private async ${verb}${capital(noun)}${n}(${noun}Id: string, limit = ${n % 90}): Promise<readonly string[]> {
    const found: string[] = [];
    for (let page = 0; page < limit; page += 1) {
      const rows = await this.fetch(\`/${other}/\${${noun}Id}?page=\${page}\`);
      if (rows.length === 0) break; // nothing more to read
      found.push(...rows.map((row) => row.trim()).filter((row) => row !== '${noun}'));
    }
    return found.toSorted((a, b) => b.localeCompare(a));
  }
`,
  ({ verb, noun, other, n }) => `
  protected ${verb}${capital(other)}${n}(input: { ${noun}: number; ${other}?: string }): number {
    switch (input.${other} ?? 'none') {
      case 'weekly':
        return input.${noun} * 7;
      case 'monthly': {
        const factor = input.${noun} > ${n % 500} ? 30 : 31;
        return Math.round(input.${noun} * factor * 100) / 100;
      }
      default:
        return Number.isFinite(input.${noun}) ? input.${noun} : ${n % 50};
    }
  }
`,
  ({ verb, noun, n }) => `
  private readonly ${noun}Cache${n} = new Map<string, { value: unknown; at: number }>();

  private ${verb}Cached${n}<T>(key: string, make: () => T, maxAge = ${n % 6000}): T | undefined {
    const hit = this.${noun}Cache${n}.get(key);
    if (hit !== undefined && this.now() - hit.at < maxAge) return hit.value as T;
    try {
      const value = make();
      this.${noun}Cache${n}.set(key, { value, at: this.now() });
      return value;
    } catch (error) {
      this.emit('${noun}-failed', { key, message: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }
`,
  ({ verb, noun, other, n }) => `
  /**
   * Groups each ${noun} by its ${other}.
   * @param list what to group; never changed
   */
  public ${verb}By${capital(other)}${n}(list: ReadonlyArray<Record<string, string | number>>): Record<string, number> {
    const groups: Record<string, number> = {};
    for (const { ${other} = 'unknown', ...rest } of list) {
      groups[String(${other})] = (groups[String(${other})] ?? 0) + Object.keys(rest).length;
    }
    const pattern = /^(?:${noun}|${other})[-_]\\d{1,${(n % 8) + 1}}$/u;
    return Object.fromEntries(Object.entries(groups).filter(([key]) => !pattern.test(key)));
  }
`,
];

/** A member of a class, 400 to 700 characters. The class has fetch, now and emit. */
export function memberText(random: Random): string {
  return pick(random, members)(namesFrom(random));
}

const statements: readonly [Piece, ...Piece[]] = [
  ({ noun, other, n }) => `
/** What is known of one ${noun}. */
export interface ${capital(noun)}Details${n} extends Partial<Record<'${other}', number>> {
  readonly id: string;
  ${noun}s?: ReadonlyArray<{ name: string; weight: number }>;
  status: 'open' | 'closed' | '${other}';
}
`,
  ({ noun, verb, n }) => `
export type ${capital(noun)}Event${n} =
  | { type: '${verb}'; at: number; payload: Record<string, unknown> }
  | { type: 'failed'; reason: string };

export const is${capital(noun)}${n} = (event: ${capital(noun)}Event${n}): boolean => event.type === '${verb}';
`,
  ({ verb, noun, other, n }) => `
export async function ${verb}${capital(noun)}${n}<T extends object>(items: T[], options: { retries?: number } = {}): Promise<T[]> {
  const { retries = ${n % 5} } = options;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await Promise.all(items.map(async (item) => ({ ...item, ${other}: attempt })));
    } catch (error) {
      if (attempt >= retries) throw new Error('${verb} ${noun}: gave up', { cause: error });
    }
  }
}
`,
  ({ noun, other, n }) => `
const ${noun}Defaults${n} = {
  ${noun}: { enabled: ${n % 2 === 0}, limit: ${n}, labels: ['${other}', "it's ${noun}", \`${other}-${n}\`] },
  ${other}Rate: ${n / 1000},
  format: (value: number): string => \`\${value.toFixed(2)} ${noun}\`,
} as const;
`,
];

/** A class with a few members. */
function classText(random: Random): string {
  const { Noun, Kind, n } = namesFrom(random);
  const parts = [
    `\nexport class ${Noun}${Kind}${n} extends Resource {\n  constructor(private readonly options: { depth: number }) {\n    super('${Noun}');\n  }\n`,
  ];
  const count = 2 + Math.floor(random() * 5);
  for (let index = 0; index < count; index += 1) parts.push(memberText(random));
  parts.push('}\n');
  return parts.join('');
}

function componentText(random: Random): string {
  const { Noun, noun, other, n } = namesFrom(random);
  return `
export function ${Noun}Panel${n}({ ${noun}s, onSelect }: { ${noun}s: string[]; onSelect: (id: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="${noun}-panel" data-${other}={${n}}>
      {/* only the first ones */}
      {${noun}s.slice(0, ${(n % 9) + 1}).map((id) => (
        <button key={id} onClick={() => onSelect(id)} disabled={!open}>
          {id} &middot; ${other}
        </button>
      ))}
      <a onClick={() => setOpen(!open)}>{open ? 'less' : 'more'}</a>
    </section>
  );
}
`;
}

function until(bytes: number, head: string, next: () => string): string {
  const parts = [head];
  for (let size = head.length; size < bytes;) {
    const part = next();
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

/** A TypeScript module of about so many bytes; with JSX when `tsx`. */
export function moduleText(random: Random, bytes: number, tsx: boolean): string {
  const head = tsx
    ? `import { useState } from 'react';\nimport { Resource } from '../resource.js';\n`
    : `import { readFile } from 'node:fs/promises';\nimport { Resource } from '../resource.js';\n\nexport const read = readFile;\n`;
  return until(bytes, head, () => {
    const kind = random();
    if (tsx && kind < 0.5) return componentText(random);
    return kind < 0.7 ? classText(random) : pick(random, statements)(namesFrom(random));
  });
}

/** Documentation of about so many bytes. */
export function markdownText(random: Random, bytes: number): string {
  return until(bytes, '# Notes\n', () => {
    const { Noun, noun, other, verb, n } = namesFrom(random);
    return `\n## ${Noun} ${n}\n\nTo ${verb} a ${noun}, first ${verb} its ${other}:\n\n\`\`\`ts\nawait ${verb}${Noun}(${n});\n\`\`\`\n`;
  });
}

/** A JSON file of about so many bytes. */
export function jsonText(random: Random, bytes: number): string {
  const list = until(bytes, '', () => {
    const { noun, other, n } = namesFrom(random);
    return `  { "id": ${n}, "${noun}": "${other}", "tags": ["${noun}", "${other}"] },\n`;
  });
  return `[\n${list}  {}\n]\n`;
}
