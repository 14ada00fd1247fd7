// Replaces dist/config/schema/schema-validator.js by validators that ajv has compiled ahead of time.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';

const root = new URL('../', import.meta.url);
const versions = ['1.0.4', '1.0.5'];

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  allowUnionTypes: true,
  verbose: true,
  code: { source: true },
});
ajv.addVocabulary(['x-env', 'x-secret']);

for (const version of versions) {
  const schema = readFileSync(new URL(`schemas/fleet-${version}.schema.json`, root), 'utf8');
  const code = standalone.default(ajv, ajv.compile(JSON.parse(schema)));
  writeFileSync(new URL(`dist/config/schema/fleet-${version}.validator.cjs`, root), code);
}

writeFileSync(
  new URL('dist/config/schema/schema-validator.js', root),
  `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
export const schemaValidator = (version) => require(\`./fleet-\${version}.validator.cjs\`);
`,
);
rmSync(new URL('dist/config/schema/schema-validator.js.map', root), { force: true });
