import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { SwarmCollections } from '../journal/campaign-store.ts';
import type { SwarmClock } from '../queue/swarm-clock.ts';
import type { CampaignPlaces } from './campaign-places.ts';
import type { Cancellations } from './cancellations.ts';
import type { DispatchGap } from './dispatch-gap.ts';

/** What a runner has at hand for every attempt. */
export interface RunnerParts {
  readonly id: string;
  readonly node: string;
  readonly redis: Redis;
  readonly collections: SwarmCollections;
  readonly clock: SwarmClock;
  readonly places: CampaignPlaces;
  readonly cancellations: Cancellations;
  readonly workFolder: string;
  readonly lockMilliseconds: number;
  readonly gap: DispatchGap;
  /** Whether the kernel has killed a process of this container for want of memory since this was last asked. */
  killedForMemory(): Promise<boolean>;
  readonly log: Logger;
}
