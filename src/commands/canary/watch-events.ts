import type { RolloutView } from '../../rollout/stages/rollout-view.ts';
import type { Followed } from './rollout-desk.ts';
import type { LookView } from './rollout-state.ts';

/** What happens while a rollout is watched. The last three end it. `at` is ISO 8601. */
export type WatchEvent = { readonly at: string; readonly rollout: RolloutView } & (
  | { readonly type: 'started' }
  /** It was running already, or this watch was restarted. */
  | { readonly type: 'resumed' }
  | { readonly type: 'look'; readonly look: LookView }
  /** A look could not be taken, or says nothing, and why: the next one may. */
  | { readonly type: 'unseen'; readonly reason: string }
  | { readonly type: 'promoted'; readonly followed: Followed }
  /** The stage takes longer than it may, and nothing is decided: a person has to look. */
  | { readonly type: 'held'; readonly reason: string }
  | { readonly type: 'completed'; readonly followed: Followed | null }
  /** Rolled back: harm was shown, or somebody ended it. */
  | { readonly type: 'ended'; readonly followed: Followed | null }
);

/** Where events go. */
export interface WatchPresenter {
  event(event: WatchEvent): void;
  /** What goes on until the next event; only terminals show it. */
  status(text: string): void;
  end(): void;
}
