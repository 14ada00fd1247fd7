import { invalid, optionalList, requireFields, requireText } from './fields.ts';
import type { Segment, ToolChoice, ToolDefinition } from './messages-request.ts';
import { segmentOf } from './parse-content.ts';

/** Tools of the provider itself have no schema of their own: any object will do. */
const anyInput = { type: 'object' };

/** @throws ApiError 400 */
export function parseTools(
  value: unknown,
): readonly (ToolDefinition & { readonly segment: Segment })[] {
  return optionalList(value, 'tools').map((entry, index) => {
    const path = `tools.${index}`;
    const tool = requireFields(entry, path);
    const name = requireText(tool['name'], `${path}.name`);
    const own = tool['type'] === undefined || tool['type'] === null || tool['type'] === 'custom';
    return {
      name,
      inputSchema: own ? requireFields(tool['input_schema'], `${path}.input_schema`) : anyInput,
      segment: segmentOf(tool, path, 'tool'),
    };
  });
}

/** @throws ApiError 400 */
export function parseToolChoice(value: unknown, tools: readonly ToolDefinition[]): ToolChoice {
  if (value === undefined) return { kind: 'auto' };
  const { type, name } = requireFields(value, 'tool_choice');
  if (type === 'auto' || type === 'none') return { kind: type };
  if (tools.length === 0) {
    throw invalid('tool_choice', 'may only be specified while providing tools.');
  }
  if (type === 'any') return { kind: 'any' };
  if (type !== 'tool') {
    throw invalid('tool_choice.type', "Input should be 'auto', 'any', 'tool' or 'none'");
  }
  const wanted = requireText(name, 'tool_choice.name');
  if (!tools.some((tool) => tool.name === wanted)) {
    throw invalid('tool_choice.name', `Tool '${wanted}' not found in provided tools`);
  }
  return { kind: 'tool', name: wanted };
}
