import type { Cluster, ClusterId } from '../../contract/clusters.ts';
import { Failure } from '../../contract/failure.ts';
import type { Contract } from '../../contract/index.ts';
import type { ClusterPort } from './cluster-port.ts';
import { RowFeed } from './row-feed.ts';
import type { Service } from './services.ts';

/** What a person sees of clusters; `slotsChosen` keeps a choice beyond this life of the application. */
export function createClusters(
  ports: ReadonlyMap<ClusterId, ClusterPort>,
  slotsChosen: (id: ClusterId, slots: number | undefined) => Promise<void>,
): Service<Contract['clusters']> {
  const feed = new RowFeed<Cluster>([...ports.values()].map(port => port.describe()));
  for (const port of ports.values()) port.onChange(() => feed.set(port.describe()));
  return {
    watch: (_input, signal) => feed.watch(signal),
    setSlots: async ({ clusterId, slots }) => {
      const port = ports.get(clusterId);
      if (!port) throw new Failure('request.not-found', { what: 'cluster', id: clusterId });
      await slotsChosen(clusterId, slots);
      port.setSlots(slots);
    },
  };
}
