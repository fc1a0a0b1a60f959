import { type Cluster, type ClusterId, localClusterId } from '../../contract/clusters.ts';
import { Failure } from '../../contract/failure.ts';
import type { Contract } from '../../contract/index.ts';
import type { ClusterPort } from './cluster-port.ts';
import { RowFeed } from './row-feed.ts';
import type { Service } from './services.ts';

/** What a person sees of clusters: this computer first, then swarms as they come; `slotsChosen` keeps a choice beyond this life of the application. */
export function createClusters(local: ClusterPort, slotsChosen: (slots: number | undefined) => Promise<void>) {
  const feed = new RowFeed<Cluster>([local.describe()]);
  local.onChange(() => feed.set(local.describe()));
  const service: Service<Contract['clusters']> = {
    watch: (_input, signal) => feed.watch(signal),
    setSlots: async ({ clusterId, slots }) => {
      if (clusterId !== localClusterId) throw new Failure('request.not-found', { what: 'cluster', id: clusterId });
      await slotsChosen(slots);
      local.setSlots(slots);
    },
  };
  return {
    service,
    show: (cluster: Cluster): void => feed.set(cluster),
    hide: (id: ClusterId): void => feed.remove(id),
    has: (id: ClusterId): boolean => feed.get(id) !== undefined,
  };
}
