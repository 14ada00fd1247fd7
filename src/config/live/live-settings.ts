import { FlagFollower } from '../../core/flags/flag-follower.ts';
import type { FlagStore } from '../../core/flags/flag-store.ts';
import { noFlags } from '../../core/flags/no-flags.ts';
import type { Scheduler, WatchFile } from '../../core/ports.ts';
import type { ConfigDocument } from '../document/parse.ts';
import type { SettingsSource } from '../settings/load-settings.ts';
import { type EffectiveSettings, effectiveSettings } from './effective-settings.ts';
import { FollowedFile } from './followed-file.ts';
import { problemText } from './problem-text.ts';

/** How often to look, in milliseconds. */
const POLL_MS = { store: 2000, file: 3000 };

/** What is followed, and who is told. */
export interface LiveOptions extends Omit<SettingsSource, 'store'> {
  readonly watchFile: WatchFile;
  readonly scheduler: Scheduler;
  /** The flags of the whole fleet; undefined where it has no database. */
  readonly shared: FlagStore | undefined;
  /** Told of every change that is in force. */
  readonly onChange: (now: LiveSnapshot) => void;
  /** Told once of each thing that is wrong: what was in force stays in force. */
  readonly onProblem: (problem: string) => void;
}

/** The settings of one moment. A task keeps those that it was admitted with. */
export interface LiveSnapshot extends EffectiveSettings {
  /** Why the newest configuration or flags are not in force; none when they are. */
  readonly problems: readonly string[];
}

/** The settings of a process that goes on: they follow the file and the shared flags without a restart. */
export class LiveSettings {
  readonly #options: LiveOptions;
  readonly #file: FollowedFile;
  readonly #follower: FlagFollower | undefined;
  #shared = noFlags;
  #effective: EffectiveSettings;

  private constructor(options: LiveOptions, initial: FollowedFile) {
    this.#options = options;
    this.#file = initial;
    this.#effective = this.#compute(initial.document);
    this.#file.follow({
      check: (document) => void this.#compute(document),
      onDocument: () => {
        this.#refresh();
      },
      onProblem: options.onProblem,
      scheduler: options.scheduler,
      pollMs: POLL_MS.file,
    });
    this.#follower = options.shared === undefined ? undefined : this.#follow(options.shared);
  }

  /**
   * Reads the file, looks at the shared flags once, and follows both from then on. A store that is away is a problem and no failure.
   * @throws AqeError FILE_…, CONFIG_…, ENV_INVALID
   */
  static async open(options: LiveOptions): Promise<LiveSettings> {
    const file = await FollowedFile.open(options);
    const live = new LiveSettings(options, file);
    await live.#follower?.look();
    return live;
  }

  /** What a task that is admitted now gets. */
  current(): LiveSnapshot {
    const failure = this.#follower?.failure;
    const store = failure === undefined ? [] : [problemText(failure, 'shared flags')];
    const { problem } = this.#file;
    return {
      ...this.#effective,
      problems: [...(problem === undefined ? [] : [problem]), ...store],
    };
  }

  /** Looks at the file and the store now; resolves when what they say is in force. */
  async reload(): Promise<void> {
    await Promise.all([this.#file.look(), this.#follower?.look()]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#file.stop(), this.#follower?.stop()]);
  }

  #follow(store: FlagStore): FlagFollower {
    const { scheduler, onProblem } = this.#options;
    return new FlagFollower(store, {
      scheduler,
      pollMs: POLL_MS.store,
      onFlags: (flags) => {
        this.#shared = flags;
        this.#refresh();
      },
      onFailure: (error) => {
        onProblem(problemText(error, 'shared flags'));
      },
    });
  }

  #refresh(): void {
    this.#effective = this.#compute(this.#file.document);
    this.#options.onChange(this.current());
  }

  #compute(document: ConfigDocument | undefined): EffectiveSettings {
    const { env, dotEnv, flags } = this.#options;
    return effectiveSettings(
      {
        env,
        document,
        ...(dotEnv === undefined ? {} : { dotEnv }),
        ...(flags === undefined ? {} : { flags }),
      },
      this.#shared,
    );
  }
}
