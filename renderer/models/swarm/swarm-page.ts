import type { Cluster } from '../../../contract/clusters.ts';
import type { CampaignId } from '../../../contract/runs.ts';
import type { StackSettings, SwarmDiskUse, SwarmState } from '../../../contract/swarms.ts';
import type { Line } from '../../client/follow.ts';
import { Answered } from '../answered.ts';
import type { App } from '../app.ts';
import { Watched } from '../watched.ts';
import { SwarmLife } from './swarm-life.ts';

/** Where frames find the swarm's own pages. */
export interface SwarmViews {
  readonly visualizer: string;
  readonly dashboard: string;
}

/** What the page needs of the application. */
export interface SwarmPageNeeds extends Pick<App, 'clusters'> {
  readonly connection: Line;
}

/** One swarm on its own screen: its life, what it is made of, what it keeps, and its own pages. */
export class SwarmPage extends SwarmLife {
  readonly state: Watched<SwarmState>;
  readonly settings: Answered<object, StackSettings>;
  readonly diskUse: Answered<object, SwarmDiskUse>;
  readonly views: Answered<object, SwarmViews>;
  /** Nodes, services and tasks as they were known last; they stay while nobody answers. */
  latest: SwarmState | undefined;
  readonly #app: SwarmPageNeeds;
  #isFollowing = false;
  #stop: (() => void) | undefined;

  constructor(app: SwarmPageNeeds, id: string) {
    const line = app.connection;
    super(line, id);
    const clusterId = this.id;
    this.#app = app;
    this.state = new Watched<SwarmState>(
      line,
      (client, signal) => client.swarms.watch({ clusterId }, signal),
      () => state => {
        this.latest = state;
        return state;
      },
    );
    this.settings = new Answered(line, (client, _question, signal) => client.swarms.settings({ clusterId }, signal));
    this.diskUse = new Answered(line, (client, _question, signal) => client.swarms.diskUse({ clusterId }, signal));
    this.views = new Answered(line, async (client, _question, signal) =>
      checkAddresses(await client.swarms.views({ clusterId }, signal)),
    );
  }

  override open(): void {
    this.#isFollowing = false;
    this.#stop = this.#app.clusters.subscribe(() => this.#takeCluster());
    super.open();
    this.#takeCluster();
  }

  override close(): void {
    this.#stop?.();
    super.close();
    this.state.close();
    for (const model of [this.settings, this.diskUse, this.views]) model.cancel();
  }

  /** The swarm as its card shows it; undefined when it is not known (any more). */
  get cluster(): Cluster | undefined {
    return this.#app.clusters.value?.get(this.id);
  }

  /** Removes a campaign from the swarm; answers with the bytes that freed, or undefined when it failed. */
  async deleteCampaign(campaignId: CampaignId): Promise<number | undefined> {
    let freed: number | undefined;
    await this.do(async client => {
      ({ freed } = await client.swarms.deleteCampaign({ clusterId: this.id, campaignId }));
    });
    if (freed !== undefined) this.diskUse.retry();
    return freed;
  }

  // While the manager does not answer there is nothing to follow; what was known stays on screen.
  #takeCluster(): void {
    const isThere = isReached(this.cluster);
    if (isThere === this.#isFollowing) return;
    this.#isFollowing = isThere;
    if (isThere) this.state.open();
    else this.state.close();
  }
}

/** Whether a swarm's manager answers. */
export function isReached(cluster: Pick<Cluster, 'state'> | undefined): boolean {
  return cluster !== undefined && !['disconnected', 'connecting', 'unreachable'].includes(cluster.state.phase);
}

// What stands in a frame comes from a port of this computer, whatever was answered.
function checkAddresses(views: SwarmViews): SwarmViews {
  for (const address of [views.visualizer, views.dashboard]) {
    if (!address.startsWith('http://127.0.0.1:')) throw new Error(`${address} is not on this computer`);
  }
  return views;
}
