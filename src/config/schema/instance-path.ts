import type { Path } from '../document/span.ts';

/** Turns ajv's JSON pointer (`/routing/models/0`) into a path; a list's index becomes a number. */
export function instancePath(pointer: string, value: unknown): Path {
  const path: (string | number)[] = [];
  let current = value;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    const part = Array.isArray(current) ? Number(name) : name;
    path.push(part);
    current =
      typeof current === 'object' && current !== null ? Reflect.get(current, part) : undefined;
  }
  return path;
}
