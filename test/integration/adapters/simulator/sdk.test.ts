import Anthropic from '@anthropic-ai/sdk';
import { describe, expect, it } from 'vitest';
import { compileStrictly } from '../../../helpers/schema.ts';
import { clientOf, collect, question, simulated } from '../../../helpers/simulated.ts';

const inputSchema = {
  type: 'object' as const,
  properties: {
    path: { type: 'string', minLength: 1 },
    lines: { type: 'array', items: { type: 'integer', minimum: 1, maximum: 9 }, minItems: 2 },
    kind: { enum: ['unit', 'integration'] },
    strict: { type: ['boolean', 'null'] },
  },
  required: ['path', 'lines', 'kind'],
  additionalProperties: false,
};
const tools: Anthropic.Tool[] = [
  { name: 'write_test', description: 'Writes a test', input_schema: inputSchema },
];

const typesOf = (events: readonly Anthropic.RawMessageStreamEvent[]): readonly string[] =>
  events
    .map((event) => (event.type === 'content_block_delta' ? event.delta.type : event.type))
    .filter((type, index, all) => type !== all[index - 1]);

describe('the official SDK', () => {
  it('gets an answer, and the same one as a stream', async () => {
    const client = clientOf(await simulated());
    const plain = await client.messages.create(question);
    const streamed = await client.messages.stream(question).finalMessage();
    expect(plain).toMatchObject({ role: 'assistant', stop_reason: 'end_turn' });
    expect(plain.content[0]).toMatchObject({ text: expect.stringContaining('simulated answer') });
    expect(streamed.content).toEqual(plain.content);
    expect(streamed.usage).toEqual(plain.usage);
    expect(streamed.id).not.toBe(plain.id);
  });

  it('gets thinking, text and the use of a tool in the order of the protocol', async () => {
    const client = clientOf(await simulated());
    const request = {
      ...question,
      max_tokens: 3000,
      tools,
      thinking: { type: 'adaptive' as const },
    };
    const events = await collect(await client.messages.create({ ...request, stream: true }));
    expect(typesOf(events)).toEqual([
      'message_start',
      'content_block_start',
      'thinking_delta',
      'signature_delta',
      'content_block_stop',
      'content_block_start',
      'text_delta',
      'content_block_stop',
      'content_block_start',
      'input_json_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ]);
    const streamed = await client.messages.stream(request).finalMessage();
    const plain = await client.messages.create(request);
    expect(plain.content.map(({ type }) => type)).toEqual(['thinking', 'text', 'tool_use']);
    expect(streamed.content).toEqual(plain.content);
    expect(plain.stop_reason).toBe('tool_use');
  });

  it('gets an input that fits the schema of the tool, and text once the result is there', async () => {
    const client = clientOf(await simulated());
    const tool_choice = { type: 'tool' as const, name: 'write_test' };
    const used = await client.messages.create({ ...question, tools, tool_choice });
    const call = used.content.find((block) => block.type === 'tool_use');
    expect(compileStrictly({ ...inputSchema, $id: 'input' })(call?.input)).toBe(true);
    const ended = await client.messages.create({
      ...question,
      tools,
      messages: [
        ...question.messages,
        { role: 'assistant', content: used.content },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: call?.id ?? '', content: 'written' }],
        },
      ],
    });
    expect(ended.content.map(({ type }) => type)).toEqual(['text']);
    expect(ended.stop_reason).toBe('end_turn');
  });

  it.each([
    ['any', ['text', 'tool_use']],
    ['none', ['text']],
  ] as const)('gets what it says about tools: %s', async (type, kinds) => {
    const client = clientOf(await simulated());
    const { content } = await client.messages.create({ ...question, tools, tool_choice: { type } });
    expect(content.map((block) => block.type)).toEqual(kinds);
  });

  it('may show an image, and ask nothing in words', async () => {
    const client = clientOf(await simulated());
    const image = {
      type: 'image' as const,
      source: { type: 'base64' as const, media_type: 'image/png' as const, data: 'AAAA' },
    };
    const messages = [{ role: 'user' as const, content: [image] }];
    const { content, usage } = await client.messages.create({ ...question, messages });
    expect(content[0]?.type).toBe('text');
    expect(usage.input_tokens).toBe(1604);
  });

  it('gets JSON where it asks for JSON', async () => {
    const client = clientOf(await simulated());
    const format = { type: 'json_schema' as const, schema: inputSchema };
    const { content } = await client.messages.create({ ...question, output_config: { format } });
    const text = content[0]?.type === 'text' ? content[0].text : '';
    expect(compileStrictly({ ...inputSchema, $id: 'input' })(JSON.parse(text))).toBe(true);
  });

  it('counts the tokens that it is billed later', async () => {
    const client = clientOf(await simulated());
    const request = { ...question, system: 'Answer in French.', tools };
    const { max_tokens: _, ...prompt } = request;
    const counted = await client.messages.countTokens(prompt);
    const { usage } = await client.messages.create(request);
    expect(counted.input_tokens).toBe(usage.input_tokens);
  });

  it('ends at max_tokens and at a stop sequence', async () => {
    const simulator = await simulated({ answer: () => 'one two three STOP four' });
    const client = clientOf(simulator);
    const short = { ...question, max_tokens: 2 };
    expect(await client.messages.create(short)).toMatchObject({
      content: [{ type: 'text', text: 'one two' }],
      stop_reason: 'max_tokens',
      usage: { output_tokens: 2 },
    });
    const stopped = await client.messages
      .stream({ ...question, stop_sequences: ['four', ' STOP'] })
      .finalMessage();
    expect(stopped).toMatchObject({
      content: [{ type: 'text', text: 'one two three' }],
      stop_reason: 'stop_sequence',
      stop_sequence: ' STOP',
    });
  });

  it('lists models page by page, and finds one', async () => {
    const models = ['a:1', 'b', 'c'].map((id) => ({ id, contextWindow: 1000 }));
    const client = clientOf(await simulated({ models }));
    const listed = await collect(client.models.list({ limit: 2 }));
    expect(listed.map(({ id }) => id)).toEqual(['a:1', 'b', 'c']);
    expect(await client.models.retrieve('a:1')).toMatchObject({
      id: 'a:1',
      max_input_tokens: 1000,
    });
    await expect(client.models.retrieve('d')).rejects.toThrow(Anthropic.NotFoundError);
    const back = await client.models.list({ before_id: 'c', limit: 1 });
    expect(back.data.map(({ id }) => id)).toEqual(['b']);
    await expect(client.models.list({ limit: 0 })).rejects.toThrow(Anthropic.BadRequestError);
  });

  it.each([
    ['rate-limited', Anthropic.RateLimitError, 'rate_limit_error'],
    ['overloaded', Anthropic.OverloadedError, 'overloaded_error'],
    ['server-error', Anthropic.InternalServerError, 'api_error'],
  ] as const)('sees %s as its own kind of error', async (fault, kind, type) => {
    const client = clientOf(await simulated({ retryAfterS: 7 }));
    const failure: unknown = await client.messages
      .create(question, { headers: { 'x-aqe-fault': fault } })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(kind);
    expect(failure).toMatchObject({ type, requestID: expect.stringMatching(/^req_01/) });
    const headers = failure instanceof Anthropic.APIError ? failure.headers : undefined;
    expect(headers?.get('retry-after')).toBe(fault === 'rate-limited' ? '7' : null);
    expect(headers?.get('anthropic-ratelimit-requests-remaining')).toBe(
      fault === 'rate-limited' ? '0' : null,
    );
  });

  it('lets in whoever has the key', async () => {
    const simulator = await simulated({ key: 'right' });
    await expect(clientOf(simulator, 'wrong').messages.create(question)).rejects.toThrow(
      Anthropic.AuthenticationError,
    );
    await expect(clientOf(simulator, 'right').messages.create(question)).resolves.toBeDefined();
  });
});
