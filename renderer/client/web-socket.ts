import { RPCLink } from '@orpc/client/websocket';
import { RequestValidationPlugin, ResponseValidationPlugin } from '@orpc/contract/plugins';
import { Failure } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import type { Pipe } from './client.ts';

/** The WebSocket subprotocol a page speaks; the token travels beside it, since a header cannot be set and an address would be logged. */
const subprotocol = 'simswarm';

export interface SocketPipe extends Pipe {
  /** Resolves when the other end is gone, for whatever reason. */
  readonly closed: Promise<void>;
  close(): void;
}

/** Opens the pipe to a host on loopback. Fails with `request.unauthorised` or `host.disconnected`. */
export async function openSocketPipe(address: string, token: string): Promise<SocketPipe> {
  const url = new URL('/pipe', address);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, [subprotocol, token]);
  const closed = new Promise<void>(resolve => socket.addEventListener('close', () => resolve()));
  if (!(await opened(socket))) throw await explain(address, token);
  const plugins = [new RequestValidationPlugin(contract), new ResponseValidationPlugin(contract)];
  const link = new RPCLink({ websocket: socket, plugins });
  return { link, isOpen: () => socket.readyState === WebSocket.OPEN, closed, close: () => socket.close() };
}

// A page cannot tell a refused upgrade from an absent host, so it asks once more in a way that can be told.
async function explain(address: string, token: string): Promise<Failure> {
  const answer = await fetch(new URL('/token', address), { headers: { authorization: `Bearer ${token}` } }).catch(
    () => undefined,
  );
  return answer?.status === 401 ? new Failure('request.unauthorised', {}) : new Failure('host.disconnected', {});
}

function opened(socket: WebSocket): Promise<boolean> {
  return new Promise(resolve => {
    socket.addEventListener('open', () => resolve(true), { once: true });
    socket.addEventListener('close', () => resolve(false), { once: true });
  });
}
