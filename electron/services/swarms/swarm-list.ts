import type { ClusterId } from '../../../contract/clusters.ts';
import type { StackSettings, SwarmAddress } from '../../../contract/swarms.ts';

/** A swarm as it is remembered. */
export interface KnownSwarm {
  readonly id: ClusterId;
  readonly name: string;
  readonly address: SwarmAddress;
  readonly settings: StackSettings;
  /** Whether a person wants it connected: it is, as soon as the application is started. */
  readonly connected: boolean;
}

/** Where swarms are remembered. */
export interface SwarmList {
  list(): KnownSwarm[];
  save(swarm: KnownSwarm): void;
  remove(id: ClusterId): void;
}
