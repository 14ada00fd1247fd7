import { validateFiles } from '../validate-config/validate-files.ts';
import { addTool, type ToolHost } from './tool.ts';

interface ValidateInput {
  readonly file?: string;
  readonly content?: string;
}

/** Checks a configuration as `aqe validate-config` does. */
export function addValidateConfig(host: ToolHost): void {
  addTool<ValidateInput>(host, {
    name: 'validate_config',
    title: 'Validate a configuration',
    description:
      'Finds everything that is wrong with a fleet configuration: file:line:column, what is wrong, and what to write instead. Without arguments, the configuration of this server.',
    annotations: { readOnlyHint: true, openWorldHint: false },
    schema: {
      type: 'object',
      additionalProperties: false,
      not: { required: ['file', 'content'] },
      properties: {
        file: {
          type: 'string',
          minLength: 1,
          not: { const: '-' },
          description: 'A file below the current folder.',
        },
        content: { type: 'string', description: 'The YAML or JSON itself.' },
      },
    },
    stdin: ({ content }) => content,
    run: async ({ context, config, result }, { file, content }) => {
      const named = content === undefined ? (file ?? config) : '-';
      await validateFiles(context, named === undefined ? [] : [named], { format: 'json' });
      return result();
    },
  });
}
