import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ts } from 'ts-morph';
import { filesBelow } from './files-below.ts';

/** Turns every TypeScript file of a folder into an ECMAScript module in another, without checking types. */
export function transpileFolder(from: string, to: string): void {
  for (const path of filesBelow(from)) {
    if (!path.endsWith('.ts')) continue;
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
    });
    const target = join(to, path.slice(from.length)).replace(/\.ts$/, '.mjs');
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(
      target,
      outputText.replaceAll(/(from\s+['"]\.[^'"]*?)(\.js)?(['"])/g, '$1.mjs$3'),
    );
  }
}
