import type { AnyContractProcedure } from '@orpc/contract';
import { Failure, isFailure } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import { type Client, createClient, isWatch, type Pipe } from './client.ts';
import { Model } from './model.ts';

/** A pipe that tells when it is gone. */
export interface ClosablePipe extends Pipe {
  readonly closed: Promise<void>;
  close(): void;
}

export type ConnectionState =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'open' }
  /** The application went away; what is on screen was true at `since`. */
  | { readonly phase: 'reconnecting'; readonly since: number }
  /** The application is there but does not know our token. */
  | { readonly phase: 'refused' };

const shortestPause = 250;
const longestPause = 5000;

/** The page's line to the application: opens a pipe, opens another when it breaks, and says what is the case. */
export class Connection extends Model<{ readonly state: ConnectionState }> {
  /** Asks through the present pipe; without one, questions fail with `host.disconnected`. */
  readonly client: Client;
  readonly #openPipe: () => Promise<ClosablePipe>;
  #present: { readonly pipe: ClosablePipe; readonly client: Client } | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(openPipe: () => Promise<ClosablePipe>) {
    super({ state: { phase: 'connecting' } });
    this.#openPipe = openPipe;
    this.client = createFollowingClient(() => this.#present?.client);
  }

  /** Keeps the line up until `close`. */
  async open(): Promise<void> {
    for (let failed = 0; !this.#closed; failed++) {
      const pipe = await this.#tryOpen();
      if (pipe) {
        failed = -1;
        await this.#use(pipe);
      } else {
        await this.#pause(Math.min(longestPause, shortestPause * 2 ** failed));
      }
    }
  }

  /** Tries again now rather than after the pause. */
  readonly retryNow = (): void => this.#wake?.();

  close(): void {
    this.#closed = true;
    this.#present?.pipe.close();
    this.#wake?.();
  }

  /** Resolves when questions can be asked; rejects with the signal's reason. */
  whenOpen(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        if (!signal.aborted && this.read().state.phase !== 'open') return;
        stop();
        signal.removeEventListener('abort', settle);
        if (signal.aborted) reject(signal.reason);
        else resolve();
      };
      const stop = this.subscribe(settle);
      signal.addEventListener('abort', settle);
      settle();
    });
  }

  async #tryOpen(): Promise<ClosablePipe | undefined> {
    try {
      return await this.#openPipe();
    } catch (error) {
      // Only the two outcomes an opening may have; anything else is a bug and must be seen.
      if (isFailure(error, 'request.unauthorised')) this.change({ state: { phase: 'refused' } });
      else if (isFailure(error, 'host.disconnected')) this.#lose();
      else throw error;
      return undefined;
    }
  }

  async #use(pipe: ClosablePipe): Promise<void> {
    this.#present = { pipe, client: createClient(pipe) };
    this.change({ state: { phase: 'open' } });
    await pipe.closed;
    this.#present = undefined;
    if (!this.#closed) this.#lose();
  }

  #lose(): void {
    const { state } = this.read();
    if (state.phase === 'open') this.change({ state: { phase: 'reconnecting', since: Date.now() } });
    else if (state.phase === 'refused') this.change({ state: { phase: 'connecting' } });
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

type Ask = (input: unknown, signal?: AbortSignal) => unknown;

// Every question goes to whatever client is there when it is asked.
function createFollowingClient(current: () => Client | undefined): Client {
  return Object.fromEntries(
    Object.entries(contract).map(([noun, procedures]) => [
      noun,
      Object.fromEntries(
        Object.entries(procedures).map(([name, procedure]: [string, AnyContractProcedure]) => {
          const askNobody = isWatch(procedure) ? watchNothing : rejectCall;
          const ask = (input: unknown, signal?: AbortSignal) =>
            (findAsk(current(), noun, name) ?? askNobody)(input, signal);
          return [name, ask];
        }),
      ),
    ]),
  ) as unknown as Client;
}

function findAsk(client: Client | undefined, noun: string, name: string): Ask | undefined {
  return (client as Readonly<Record<string, Readonly<Record<string, Ask>>>> | undefined)?.[noun]?.[name];
}

function rejectCall(): Promise<never> {
  return Promise.reject(new Failure('host.disconnected', {}));
}

// biome-ignore lint/correctness/useYield: it fails before it could
async function* watchNothing(): AsyncGenerator<never> {
  throw new Failure('host.disconnected', {});
}
