import { mkdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { nodeFiles } from '../../../../src/adapters/node-files.ts';
import { watchFileFrom } from '../../../../src/adapters/watch-file.ts';
import {
  type LiveOptions,
  LiveSettings,
  type LiveSnapshot,
} from '../../../../src/config/live/live-settings.ts';
import { featuresOf } from '../../../../src/core/flags/feature-flags.ts';
import type { FlagContent } from '../../../../src/core/flags/flag-store.ts';
import { ConfigMapFolder } from '../../../helpers/config-map.ts';
import { flagChange } from '../../../helpers/control-store-contract.ts';
import { ManualScheduler } from '../../../helpers/manual-scheduler.ts';
import { memoryControlStore } from '../../../helpers/memory-control-store.ts';
import { type Project, project } from '../../../helpers/project.ts';

const on = 'features: { streaming: true }\n';
const off = 'features: { streaming: false }\n';

interface Stage {
  readonly live: LiveSettings;
  readonly files: Project;
  readonly scheduler: ManualScheduler;
  readonly changes: LiveSnapshot[];
  readonly problems: string[];
  readonly set: (content: Partial<FlagContent>) => Promise<void>;
}

async function stage(
  content: string | undefined,
  options: Partial<LiveOptions> = {},
  files = project(content === undefined ? {} : { 'config/fleet.yaml': content }),
): Promise<Stage> {
  const { flags } = memoryControlStore();
  const scheduler = new ManualScheduler();
  const changes: LiveSnapshot[] = [];
  const problems: string[] = [];
  const live = await LiveSettings.open({
    files: nodeFiles(files.dir),
    file: undefined,
    env: {},
    watchFile: () => () => undefined,
    scheduler,
    shared: flags,
    onChange: (now) => void changes.push(now),
    onProblem: (problem) => void problems.push(problem),
    ...options,
  });
  onTestFinished(async () => live.stop());
  await live.reload();
  changes.length = 0;
  const set = async (changed: Partial<FlagContent>): Promise<void> => {
    const { generation } = await flags.read();
    const all = { flags: {}, agentTypes: {}, ...changed };
    await flags.change(flagChange(`${generation}`, { expected: generation, content: all }));
    await live.reload();
  };
  return { live, files, scheduler, changes, problems, set };
}

function streaming(live: LiveSettings): readonly [on: boolean, by: string] {
  const { settings, sources } = live.current();
  return [settings.features.flags.streaming, sources.streaming];
}

describe(LiveSettings, () => {
  it.each<[string, Partial<LiveOptions>, Partial<FlagContent>, boolean, string]>([
    ['the file where nothing else is said', {}, {}, true, 'file'],
    ['the store before the file', {}, { flags: { streaming: false } }, false, 'store'],
    [
      'the environment before the store',
      { env: { FEATURE_STREAMING: 'true' } },
      { flags: { streaming: false } },
      true,
      'environment',
    ],
    [
      'the command line before the environment',
      { env: { FEATURE_STREAMING: 'true' }, flags: new Map([['features.streaming', false]]) },
      { flags: { streaming: true } },
      false,
      'flag',
    ],
  ])('takes %s', async (_, options, content, value, source) => {
    const { live, set } = await stage(on, options);
    await set(content);
    expect(streaming(live)).toEqual([value, source]);
  });

  it('takes the default where nobody says anything', async () => {
    const { live } = await stage(undefined);
    expect(streaming(live)).toEqual([false, 'default']);
  });

  it('lets agent types differ from the store as from the file, and shares of tasks', async () => {
    const { live, set } = await stage(
      'featureOverrides: { agentType: { a: { streaming: true }, b: { streaming: true } } }\n',
    );
    await set({ agentTypes: { b: { streaming: false } }, rolloutPercent: 0, salt: 's' });
    const { settings, generation } = live.current();
    const flagsOf = (agentType: string): boolean =>
      featuresOf(settings.features, { agentType }).streaming;
    expect([flagsOf('a'), flagsOf('b')]).toEqual([true, false]);
    expect(settings.features.rollout).toEqual({ percent: 0, salt: 's' });
    expect(featuresOf(settings.features, { agentType: 'a', taskKey: 't' }).streaming).toBe(false);
    expect(generation).toBe(1);
  });

  it('leaves a task with the settings that it was admitted with', async () => {
    const { live, set } = await stage(on);
    const admitted = live.current();
    await set({ flags: { streaming: false } });
    expect(admitted.settings.features.flags.streaming).toBe(true);
    expect(streaming(live)).toEqual([false, 'store']);
  });

  it('finds other content of the file by itself, and tells each change once', async () => {
    const { live, files, scheduler, changes } = await stage(on);
    files.write('config/fleet.yaml', off);
    await vi.waitFor(async () => {
      await scheduler.advance(3000);
      expect(streaming(live)).toEqual([false, 'file']);
    });
    await live.reload();
    expect(changes).toHaveLength(1);
  });

  it('keeps the last good content, and says once what is wrong and where', async () => {
    const { live, files, problems, changes } = await stage(on);
    files.write('config/fleet.yaml', 'features:\n  streaming: 3\n');
    await live.reload();
    await live.reload();
    expect(streaming(live)).toEqual([true, 'file']);
    expect(problems).toEqual([expect.stringMatching(/^config\/fleet.yaml:2:14: .*streaming/)]);
    expect(live.current().problems).toEqual(problems);
    expect(changes).toEqual([]);

    files.write('config/fleet.yaml', 'features: [');
    await live.reload();
    expect(problems).toHaveLength(2);

    files.write('config/fleet.yaml', on);
    await live.reload();
    expect(live.current().problems).toEqual([]);
    files.write('config/fleet.yaml', off);
    await live.reload();
    expect(streaming(live)).toEqual([false, 'file']);
  });

  it('keeps what it had when the file goes, and takes one that comes', async () => {
    const { live, files, problems } = await stage(on);
    const nothing = project();
    const later = await stage(undefined, {}, nothing);
    nothing.write('config/fleet.yaml', 'nothing: [');
    await later.live.reload();
    expect(later.problems).toHaveLength(1);
    nothing.write('config/fleet.yaml', on);
    await later.live.reload();
    expect(streaming(later.live)).toEqual([true, 'file']);

    await nodeFiles(files.dir).remove('config/fleet.yaml');
    await live.reload();
    expect(streaming(live)).toEqual([true, 'file']);
    expect(problems).toEqual([expect.stringContaining('config/fleet.yaml')]);
  });

  it('goes on without its store, and says so until it answers', async () => {
    let away = true;
    const { flags } = memoryControlStore();
    const shared = {
      ...flags,
      read: async () => {
        if (away) throw new Error('gone');
        return flags.read();
      },
    };
    const { live, problems } = await stage(on, { shared });
    expect(streaming(live)).toEqual([true, 'file']);
    expect(live.current().problems).toEqual(['shared flags: Error: gone']);
    expect(problems).toHaveLength(1);
    away = false;
    await live.reload();
    expect(live.current().problems).toEqual([]);
  });

  it('works without a store', async () => {
    const { live } = await stage(on, { shared: undefined });
    expect(live.current()).toMatchObject({ generation: 0, problems: [] });
  });

  it('does not begin with a file that is wrong', async () => {
    await expect(stage('features: { streaming: 3 }\n')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  it('sees a ConfigMap that is swapped four times in a row, by its watch alone', async () => {
    const files = project();
    mkdirSync(files.path('config'));
    const mounted = new ConfigMapFolder(files.path('config'), 'fleet.yaml', off);
    // The time of the poll stands still.
    const { live, changes } = await stage(off, { watchFile: watchFileFrom(files.dir) }, files);
    for (const [index, content] of [on, off, on, off].entries()) {
      mounted.swap(content);
      // oxlint-disable-next-line no-await-in-loop -- one swap after the other
      await vi.waitFor(() => {
        expect(streaming(live)[0]).toBe(content === on);
        expect(changes).toHaveLength(index + 1);
      });
    }
    expect(live.current().problems).toEqual([]);
  });
});
