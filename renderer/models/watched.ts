import type { AnyFailure } from '../../contract/failure.ts';
import type { Client } from '../client/client.ts';
import type { Line } from '../client/follow.ts';
import { Model } from '../client/model.ts';
import { Following } from './following.ts';

/** What a view of something watched can be in. */
export type Watching<Value> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: AnyFailure }
  | { readonly phase: 'live'; readonly value: Value };

/** Makes the value that is shown of the latest item and what was shown before. */
export type ToValue<Item, Value> = (item: Item, previous: Value | undefined) => Value;

/** Keeps up with one watch of the contract while it is open, over breaks of the line. */
export class Watched<Item, Value = Item> extends Model<{ readonly view: Watching<Value> }> {
  readonly #following: Following;
  readonly #ask: (client: Client, signal: AbortSignal) => AsyncIterable<Item>;
  #toValue: ToValue<Item, Value>;

  constructor(
    line: Line,
    ask: (client: Client, signal: AbortSignal) => AsyncIterable<Item>,
    /** Called each time the watch is asked (again): makes values of its items. */
    startOver: () => ToValue<Item, Value>,
  ) {
    super({ view: { phase: 'loading' } });
    this.#following = new Following(line);
    this.#toValue = startOver();
    this.#ask = (client, signal) => {
      this.#toValue = startOver();
      return ask(client, signal);
    };
  }

  /** The latest value; undefined before the first and after a failure. */
  get value(): Value | undefined {
    const { view } = this.read();
    return view.phase === 'live' ? view.value : undefined;
  }

  open(): void {
    this.#following.start({
      ask: this.#ask,
      take: item => this.#take(item),
      failed: failure => this.change({ view: { phase: 'failed', failure } }),
    });
  }

  close(): void {
    this.#following.stop();
  }

  /** Asks again after a failure. */
  readonly retry = (): void => {
    this.change({ view: { phase: 'loading' } });
    this.open();
  };

  #take(item: Item): void {
    this.change({ view: { phase: 'live', value: this.#toValue(item, this.value) } });
  }
}

/** A watch whose items are what is shown. */
export function watchPlain<Item>(
  line: Line,
  ask: (client: Client, signal: AbortSignal) => AsyncIterable<Item>,
): Watched<Item> {
  return new Watched<Item>(line, ask, () => item => item);
}
