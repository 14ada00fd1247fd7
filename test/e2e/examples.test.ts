import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';

const docs = join(import.meta.dirname, '../../docs');
const guide = readFileSync(join(docs, 'library.md'), 'utf8');

/** What the guide says that an example prints. */
function printed(example: string): string {
  const match = new RegExp(`\\$ node docs/examples/${example}\\n([^]*?)\\n\`\`\``).exec(guide);
  return match?.[1] ?? '';
}

it.each(['own-agent.mjs', 'routing.mjs', 'memory.mjs'])(
  '%s prints what the guide says',
  async (example) => {
    const { ANTHROPIC_API_KEY: _key, ANTHROPIC_BASE_URL: _url, ...env } = process.env;
    const { stdout } = await execa('node', [join(docs, 'examples', example)], {
      env,
      extendEnv: false,
    });
    expect(printed(example)).not.toBe('');
    expect(stdout).toBe(printed(example));
  },
);
