import { expect, it } from 'vitest';
import { fleetProject } from '../helpers/fleet-project.ts';
import { mcpSpawned } from '../helpers/mcp-session.ts';

it('serves the official client over the pipes of the built program', async () => {
  const { client, leave } = await mcpSpawned(fleetProject().dir);
  expect(client.getServerVersion()).toMatchObject({ name: 'aqe' });
  const progress: number[] = [];
  const { structuredContent } = await client.callTool(
    { name: 'run_task', arguments: { task: 'say hello', stream: true, maxTokens: 100 } },
    { onprogress: (step) => void progress.push(step.progress) },
  );
  expect(structuredContent).toMatchObject({ agentType: 'general', simulated: true });
  expect(progress.length).toBeGreaterThan(2);
  await leave();
}, 30_000);
