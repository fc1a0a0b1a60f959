import { Failure } from '../../contract/failure.ts';
import type { Client } from '../client/client.ts';
import type { Line } from '../client/follow.ts';

/** A line that tests can break and mend, to a client of which only some questions are answered. */
export function createTestLine(client: object): Line & { break(): void; mend(): void } {
  let isOpen = true;
  const waiting: Array<() => void> = [];
  const broken = new Proxy({}, { get: () => new Proxy({}, { get: () => failAtOnce }) });
  return {
    get client() {
      return (isOpen ? client : broken) as Client;
    },
    whenOpen: signal =>
      new Promise((resolve, reject) => {
        if (isOpen) return resolve();
        signal.addEventListener('abort', () => reject(signal.reason));
        waiting.push(resolve);
      }),
    break: () => {
      isOpen = false;
    },
    mend: () => {
      isOpen = true;
      for (const go of waiting.splice(0)) go();
    },
  };
}

function failAtOnce(): AsyncIterable<never> & PromiseLike<never> {
  const failed = Promise.reject(new Failure('host.disconnected', {}));
  failed.catch(() => undefined);
  return Object.assign(failed, { [Symbol.asyncIterator]: () => ({ next: () => failed }) }) as never;
}

/** A watch that a test feeds: `push` an item, `fail` it, `end` it. */
export class Fed<Item> {
  readonly #items: Array<Item | Error | undefined> = [];
  #wake: (() => void) | undefined;
  /** How many are reading now. */
  readers = 0;

  push(item: Item): void {
    this.#add(item);
  }

  fail(error: Error): void {
    this.#add(error);
  }

  end(): void {
    this.#add(undefined);
  }

  async *watch(signal?: AbortSignal): AsyncGenerator<Item> {
    this.readers++;
    signal?.addEventListener('abort', () => this.#wake?.());
    try {
      for (;;) {
        while (this.#items.length > 0) {
          const item = this.#items.shift();
          if (item === undefined) return;
          if (item instanceof Error) throw item;
          yield item;
        }
        if (signal?.aborted) return;
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    } finally {
      this.readers--;
    }
  }

  #add(item: Item | Error | undefined): void {
    this.#items.push(item);
    this.#wake?.();
  }
}

/** Lets everything that is ready go on. */
export async function settle(milliseconds = 0): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, milliseconds));
}
