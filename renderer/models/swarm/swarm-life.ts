import type { ClusterId } from '../../../contract/clusters.ts';
import type { StackSettings, SwarmWork } from '../../../contract/swarms.ts';
import type { Client } from '../../client/client.ts';
import type { Line } from '../../client/follow.ts';
import { Action } from '../action.ts';
import { type Watched, watchPlain } from '../watched.ts';

/** A swarm's life: the long work on it, and the deeds that begin and end its parts. */
export class SwarmLife {
  readonly id: ClusterId;
  readonly work: Watched<SwarmWork | undefined>;
  /** Connect, deploy, remove, forget: one at a time. */
  readonly action = new Action();
  readonly #line: Line;

  constructor(line: Line, id: string) {
    const clusterId = id as ClusterId;
    this.id = clusterId;
    this.#line = line;
    this.work = watchPlain(line, (client, signal) => client.swarms.watchWork({ clusterId }, signal));
  }

  open(): void {
    this.work.open();
  }

  close(): void {
    this.work.close();
  }

  readonly connect = () => this.do(client => client.swarms.connect({ clusterId: this.id }));
  readonly disconnect = () => this.do(client => client.swarms.disconnect({ clusterId: this.id }));
  readonly forget = () => this.do(client => client.swarms.forget({ clusterId: this.id }));
  readonly cancelWork = () => this.do(client => client.swarms.cancelWork({ clusterId: this.id }));
  readonly deploy = (settings: StackSettings) =>
    this.do(client => client.swarms.deploy({ clusterId: this.id, settings }));
  readonly remove = (volumes: boolean) => this.do(client => client.swarms.remove({ clusterId: this.id, volumes }));

  /** Does work that failed once more: setting up with the settings as they are remembered, removing without touching the data. */
  readonly again = (what: SwarmWork['what']) =>
    this.do(async client => {
      const clusterId = this.id;
      if (what === 'remove') return client.swarms.remove({ clusterId, volumes: false });
      return client.swarms.deploy({ clusterId, settings: await client.swarms.settings({ clusterId }) });
    });

  /** Tries at once to reach it again, rather than after the pause it makes between attempts. */
  readonly reconnect = () =>
    this.do(async client => {
      await client.swarms.disconnect({ clusterId: this.id });
      await client.swarms.connect({ clusterId: this.id });
    });

  protected do(ask: (client: Client) => Promise<unknown>): Promise<boolean> {
    return this.action.run(() => ask(this.#line.client));
  }
}
