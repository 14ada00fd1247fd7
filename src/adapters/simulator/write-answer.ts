import { createHash } from 'node:crypto';
import { type Random, seededRandom } from '../../core/random.ts';
import type { ScriptedReply } from '../../core/simulation.ts';
import type { AnswerBlock } from './answer.ts';
import { identifier } from './identifier.ts';
import type { MessagesRequest, ToolDefinition } from './messages-request.ts';
import { pickOne } from './pick.ts';
import { writeProse, writeThought } from './prose.ts';
import { sampleJson } from './sample-json.ts';

/** A short name for all that an answer depends on, the seed apart; whether it is streamed is no part of it. */
export function contentOf(request: MessagesRequest): string {
  const hash = createHash('sha256');
  const { model, toolChoice, thinking, outputSchema, segments } = request;
  hash.update(JSON.stringify({ model, toolChoice, thinking, outputSchema }));
  for (const { content } of segments) hash.update(`\n${content}`);
  return hash.digest('base64url');
}

/** The same request gets the same answer from the same random numbers. */
export function writeAnswer(request: MessagesRequest, random: Random): readonly AnswerBlock[] {
  const thinking = thinkingBlocks(request, writeThought(request.prompt, random), random);
  const tool = chooseTool(request, random);
  if (tool === undefined) return [...thinking, { type: 'text', text: plainText(request, random) }];
  return [
    ...thinking,
    { type: 'text', text: `I use ${tool.name} for this.` },
    toolUse(tool.name, sampleJson(tool.inputSchema, random), random),
  ];
}

/** What somebody wrote, as blocks. */
export function scriptedAnswer(
  reply: ScriptedReply,
  request: MessagesRequest,
  random: Random,
): readonly AnswerBlock[] {
  const { thinking, text, toolUse: tool } = reply;
  return [
    ...(thinking === undefined ? [] : [thinkingBlock(thinking, request, random)]),
    ...(text === undefined || text === '' ? [] : [{ type: 'text', text } as const]),
    ...(tool === undefined ? [] : [toolUse(tool.name, tool.input, random)]),
  ];
}

function plainText({ outputSchema, prompt, model }: MessagesRequest, random: Random): string {
  return outputSchema === undefined
    ? writeProse(prompt, model, random)
    : JSON.stringify(sampleJson(outputSchema, random));
}

function thinkingBlocks(
  request: MessagesRequest,
  thought: string,
  random: Random,
): readonly AnswerBlock[] {
  return request.thinking === 'off' ? [] : [thinkingBlock(thought, request, random)];
}

function thinkingBlock(thought: string, request: MessagesRequest, random: Random): AnswerBlock {
  return {
    type: 'thinking',
    text: request.thinking === 'omitted' ? '' : thought,
    signature: identifier('sig', random),
  };
}

function toolUse(name: string, input: unknown, random: Random): AnswerBlock {
  return {
    type: 'tool_use',
    id: identifier('toolu', random),
    name,
    input,
    text: JSON.stringify(input),
  };
}

/** With `auto`, a tool is used once: when its result is there, the answer is text. */
function chooseTool(
  { toolChoice, toolDefinitions, hasToolResult }: MessagesRequest,
  random: Random,
): ToolDefinition | undefined {
  switch (toolChoice.kind) {
    case 'none':
      return undefined;
    case 'auto':
      return hasToolResult ? undefined : pickOne(toolDefinitions, random);
    case 'any':
      return pickOne(toolDefinitions, random);
    case 'tool':
      return toolDefinitions.find(({ name }) => name === toolChoice.name);
  }
}

/** The random numbers for the content of an answer. */
export function answerRandom(seed: number, content: string): Random {
  return seededRandom(seed, 'answer', content);
}
