import type { ClusterId } from '../../../contract/clusters.ts';
import type { AnyFailure } from '../../../contract/failure.ts';
import type { Line } from '../../client/follow.ts';
import { Model } from '../../client/model.ts';
import { Following } from '../following.ts';

interface State {
  readonly phase: 'loading' | 'live' | 'ended' | 'failed';
  readonly lines: readonly string[];
  /** Lines of several tasks on several nodes have no numbers. */
  readonly first: undefined;
  readonly failure: AnyFailure | undefined;
}

const keepsAtMost = 5000;
const showAtMostEvery = 100;
/** A service that has said nothing for so long has nothing to say. */
const silenceAfter = 1500;

/** What the tasks of a service print. Docker's logs have no place to go on from, so after a break the last lines come anew. */
export class ServiceLog extends Model<State> {
  readonly #following: Following;
  readonly #question: { clusterId: ClusterId; service: string };
  #lines: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(line: Line, clusterId: string, service: string) {
    super({ phase: 'loading', lines: [], first: undefined, failure: undefined });
    this.#following = new Following(line);
    this.#question = { clusterId: clusterId as ClusterId, service };
  }

  open(): void {
    this.close();
    this.#following.start({
      ask: (client, signal) => {
        this.#lines = [];
        this.#showIn(silenceAfter);
        return client.swarms.watchServiceLog(this.#question, signal);
      },
      take: ({ lines }) => this.#take(lines),
      ended: () => this.#show('ended'),
      failed: failure => this.change({ phase: 'failed', failure }),
    });
  }

  close(): void {
    this.#following.stop();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly retry = (): void => {
    this.change({ phase: 'loading', failure: undefined });
    this.open();
  };

  #take(lines: readonly string[]): void {
    const isFirst = this.#lines.length === 0;
    this.#lines.push(...lines);
    if (isFirst) this.#showIn(showAtMostEvery);
    else this.#timer ??= setTimeout(() => this.#show('live'), showAtMostEvery);
  }

  #showIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show('live'), milliseconds);
  }

  #show(phase: State['phase']): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length > keepsAtMost) this.#lines = this.#lines.slice(-keepsAtMost);
    this.change({ phase, lines: [...this.#lines] });
  }
}
