import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { SwarmCollections } from '../journal/campaign-store.ts';
import type { SwarmClock } from '../queue/swarm-clock.ts';
import type { ArtifactCache } from '../store/artifact-cache.ts';
import type { CompileOptions } from './compile-hosts.ts';
import type { SourceMirror } from './source-mirror.ts';

/** What the builder has at hand for every build. */
export interface BuilderParts {
  readonly redis: Redis;
  readonly collections: SwarmCollections;
  readonly clock: SwarmClock;
  readonly mirror: SourceMirror;
  readonly cache: ArtifactCache;
  readonly compile: CompileOptions;
  /** Source folders, artifacts on their way, logs. */
  readonly folder: string;
  /** Whatever else decides what a build comes to: simulator, compiler, architecture. */
  readonly toolchain: string;
  readonly log: Logger;
}
