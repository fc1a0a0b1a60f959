import type { AnyFailure } from '../../contract/failure.ts';
import type { Client } from '../client/client.ts';
import { follow, type Line } from '../client/follow.ts';
import { Model } from '../client/model.ts';
import { asFailure } from '../words/describe-failure.ts';

/** What a view of something watched can be in. */
export type Watching<Value> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly failure: AnyFailure }
  | { readonly phase: 'live'; readonly value: Value };

/** Makes the value that is shown of the latest item and what was shown before. */
export type ToValue<Item, Value> = (item: Item, previous: Value | undefined) => Value;

/** Keeps up with one watch of the contract while it is open, over breaks of the line. */
export class Watched<Item, Value = Item> extends Model<{ readonly view: Watching<Value> }> {
  readonly #line: Line;
  readonly #ask: (client: Client, signal: AbortSignal) => AsyncIterable<Item>;
  #toValue: ToValue<Item, Value>;
  #leaving: AbortController | undefined;

  constructor(
    line: Line,
    ask: (client: Client, signal: AbortSignal) => AsyncIterable<Item>,
    /** Called each time the watch is asked (again): makes values of its items. */
    startOver: () => ToValue<Item, Value>,
  ) {
    super({ view: { phase: 'loading' } });
    this.#line = line;
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
    this.close();
    const leaving = new AbortController();
    this.#leaving = leaving;
    follow(this.#line, this.#ask, item => this.#take(item), leaving.signal).catch(error => {
      if (!leaving.signal.aborted) this.change({ view: { phase: 'failed', failure: asFailure(error) } });
    });
  }

  close(): void {
    this.#leaving?.abort();
    this.#leaving = undefined;
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
