import { setTimeout } from 'node:timers/promises';
import { isFailure } from '../contract/failure.ts';
import { type Client, createClient } from '../renderer/client/client.ts';
import { openSocketPipe } from '../renderer/client/web-socket.ts';
import { readOwner, writeOwner } from './adapters/storage/owner-file.ts';
import { takeStorage } from './adapters/storage/storage-lock.ts';
import { type ComposeOptions, compose } from './compose.ts';
import { createToken, openLoopback, type PageHandler } from './host/loopback.ts';
import { createMemoryClient } from './host/memory.ts';

export interface ApplicationOptions extends ComposeOptions {
  readonly page: PageHandler;
  /** The port to have or fail; without it the one of last time, or any that is free. */
  readonly port?: number | undefined;
}

/** The application as one process sees it: its own, or the one that another process already runs on the same storage. */
export interface Application extends AsyncDisposable {
  readonly client: Client;
  /** Whether this process owns the storage. */
  readonly isOwner: boolean;
  /** The page's address with its token. */
  readonly link: string;
  /** Resolves when the process that owns the storage is gone; never for the owner itself. */
  readonly lost: Promise<void>;
  /** How many pages and command lines of other processes are connected. */
  guests(): number;
}

const tries = 50;
const pause = 200;

/**
 * Becomes the owner of the storage and offers the services on loopback, or joins whoever owns it (docs/decisions/0005). Address and token stay the same from
 * owner to owner, so that open pages find the next one.
 */
export async function openApplication(options: ApplicationOptions): Promise<Application> {
  for (let left = tries; ; left--) {
    const lock = tryToTake(options.storageFolder, left === 0);
    if (lock) return own(options, lock);
    const joined = await tryToJoin(options.storageFolder);
    if (joined) return joined;
    // The owner is only just starting, or only just ending.
    await setTimeout(pause);
  }
}

function tryToTake(folder: string, isLast: boolean): Disposable | undefined {
  try {
    return takeStorage(folder);
  } catch (error) {
    if (!isLast && isFailure(error, 'history.in-use')) return undefined;
    throw error;
  }
}

async function own(options: ApplicationOptions, lock: Disposable): Promise<Application> {
  await using opened = new AsyncDisposableStack();
  opened.use(lock);
  const composed = opened.use(await compose(options));
  const last = readOwner(options.storageFolder);
  const token = last?.token ?? createToken();
  const preferredPort = options.port ?? last?.port;
  const loopback = await openLoopback({
    services: composed.services,
    page: options.page,
    token,
    reportBug: options.reportBug,
    insist: options.port !== undefined,
    ...(preferredPort === undefined ? {} : { preferredPort }),
  });
  opened.defer(() => loopback.close());
  const { address, port, link } = loopback;
  writeOwner(options.storageFolder, { address, port, token, version: options.about.version });
  const kept = opened.move();
  return {
    client: createMemoryClient(composed.services),
    isOwner: true,
    link,
    lost: new Promise<void>(() => undefined),
    guests: () => loopback.connections(),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

async function tryToJoin(folder: string): Promise<Application | undefined> {
  const owner = readOwner(folder);
  if (!owner) return undefined;
  try {
    const pipe = await openSocketPipe(owner.address, owner.token);
    return {
      client: createClient(pipe),
      isOwner: false,
      link: `${owner.address}#token=${owner.token}`,
      lost: pipe.closed,
      guests: () => 0,
      [Symbol.asyncDispose]: async () => pipe.close(),
    };
  } catch (error) {
    if (isFailure(error, 'host.disconnected', 'request.unauthorised')) return undefined;
    throw error;
  }
}
