import type { LogLines } from '../../contract/call.ts';
import type { AnyFailure } from '../../contract/failure.ts';
import type { Client } from '../client/client.ts';
import type { Line } from '../client/follow.ts';
import { Model } from '../client/model.ts';
import { formatBytes } from '../words/format-bytes.ts';
import { Following } from './following.ts';

interface State {
  readonly phase: 'loading' | 'live' | 'ended' | 'failed';
  readonly lines: readonly string[];
  /** The number of the first line kept, from 0; undefined when the text was entered in its middle, where nobody counts. */
  readonly first: number | undefined;
  readonly failure: AnyFailure | undefined;
}

// A page that keeps every line of an endless flood would not live long; the file has them all.
const keepsAtMost = 20_000;
const showAtMostEvery = 100;

/** A growing text, followed line by line; after a break of the line it goes on where it was. */
export class Log extends Model<State> {
  readonly #following: Following;
  readonly #ask: (client: Client, after: number | undefined, signal: AbortSignal) => AsyncIterable<LogLines>;
  #next: number | undefined;
  #pending: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    line: Line,
    ask: (client: Client, after: number | undefined, signal: AbortSignal) => AsyncIterable<LogLines>,
  ) {
    super({ phase: 'loading', lines: [], first: 0, failure: undefined });
    this.#following = new Following(line);
    this.#ask = ask;
  }

  open(): void {
    this.close();
    this.#following.start({
      ask: (client, signal) => this.#ask(client, this.#next, signal),
      take: item => this.#take(item),
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

  #take({ lines, next, missed, ended }: LogLines): void {
    if (missed > 0) {
      this.change({ first: undefined });
      this.#pending.push(`… ${formatBytes(missed)} before this are in the log file …`);
    }
    this.#pending.push(...lines);
    this.#next = next;
    const isNew = this.read().phase === 'loading';
    if (ended || isNew) this.#show(ended ? 'ended' : 'live');
    else this.#timer ??= setTimeout(() => this.#show(this.read().phase), showAtMostEvery);
  }

  #show(phase: State['phase']): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const all = this.read().lines.concat(this.#pending);
    this.#pending = [];
    const dropped = Math.max(0, all.length - keepsAtMost);
    const lines = dropped > 0 ? all.slice(dropped) : all;
    const { first } = this.read();
    this.change({ phase, lines, first: first === undefined ? undefined : first + dropped });
  }
}
