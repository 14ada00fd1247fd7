/** How a file writes strings: YAML's single quotes know no escapes, and it needs no quotes at all. */
export type ConfigSyntax = 'code' | 'yaml';

const KEY = /argsIgnorePattern["'`]?\s*:\s*/g;
const COMMENTED_OUT = { code: /^\s*(?:\/\/|\/?\*)/, yaml: /^\s*#/ };

/**
 * Every `argsIgnorePattern` in the text of an ESLint configuration, which may be a program: it is read, not run.
 * Patterns that are not written out there, or are no regular expressions, are left out.
 */
export function argsIgnorePatterns(text: string, syntax: ConfigSyntax): readonly RegExp[] {
  return [...text.matchAll(KEY)]
    .filter(({ index }) => !COMMENTED_OUT[syntax].test(lineBefore(text, index)))
    .map(({ index, 0: key }) => patternAt(text.slice(index + key.length), syntax))
    .map((pattern) => (pattern === undefined ? undefined : compile(pattern)))
    .filter((pattern) => pattern !== undefined);
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset) + 1, offset);
}

function patternAt(text: string, syntax: ConfigSyntax): string | undefined {
  if (syntax === 'yaml') {
    const single = /^'((?:[^']|'')*)'/.exec(text)?.[1];
    if (single !== undefined) return single.replaceAll("''", "'");
    const plain = /^[^\s"'#,}][^\n,}]*/.exec(text)?.[0];
    if (plain !== undefined) return plain.replace(/\s+#.*/, '').trim();
  }
  const quoted = /^(["'`])((?:\\[^]|(?!\1)[^\\])*)\1/.exec(text)?.[2];
  if (quoted !== undefined) return unescapeText(quoted);
  // `argsIgnorePattern: /^_/.source`
  return /^\/((?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+)\/[a-z]*\.source\b/.exec(text)?.[1];
}

function unescapeText(text: string): string {
  return text.replaceAll(
    /\\(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2})|([^]))/gi,
    (_match, ...groups: readonly unknown[]) => {
      const [brace, unicode, hex, character] = groups.map((group) =>
        typeof group === 'string' ? group : undefined,
      );
      const code = brace ?? unicode ?? hex;
      if (code === undefined) return CONTROLS[character ?? ''] ?? character ?? '';
      return String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10_ffff));
    },
  );
}

const CONTROLS: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '\n': '',
};

function compile(pattern: string): RegExp | undefined {
  try {
    // With the flag that ESLint uses.
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
