import type { Step } from './step.ts';
import { agents } from './steps/agents.ts';
import { ai } from './steps/ai.ts';
import { features } from './steps/features.ts';
import { prices } from './steps/prices.ts';
import { routing } from './steps/routing.ts';
import { shipped } from './steps/shipped.ts';
import { streaming } from './steps/streaming.ts';

/** The migration, in the order in which it is reported; new sections are added in this order, too. */
export const steps: readonly Step[] = [features, routing, ai, streaming, prices, agents, shipped];
