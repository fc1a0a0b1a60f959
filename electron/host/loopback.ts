import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { Failure } from '../../contract/failure.ts';
import type { Services } from '../services/services.ts';
import { createNonce, securityHeaders } from './page-headers.ts';
import { createRouter, type ReportBug } from './router.ts';

/** Answers a request for a file of the page; a nonce for inline styles goes into the policy and the page alike. */
export type PageHandler = (path: string, nonce: string) => Promise<PageAnswer | undefined>;

export interface PageAnswer {
  readonly body: Buffer;
  readonly type: string;
  /** True for files whose name holds a hash of their content. */
  readonly immutable: boolean;
}

export interface LoopbackOptions {
  readonly services: Services;
  readonly page: PageHandler;
  /** Whoever knows it may ask; it travels in the address's fragment and the WebSocket's subprotocol, never in a log. */
  readonly token: string;
  /** Tried first, so that an open page finds the application again after a restart; any free one when it is taken. */
  readonly preferredPort?: number;
  /** Fail with `host.port-occupied` rather than take another port. */
  readonly insist?: boolean;
  readonly reportBug: ReportBug;
}

const subprotocol = 'simswarm';
const largestMessage = 64 * 1024 * 1024;

/** Offers the services and the page on 127.0.0.1 to whoever has the token, and to nobody else. */
export async function openLoopback(options: LoopbackOptions) {
  const handler = new RPCHandler(createRouter(options.services, options.reportBug));
  const server = createServer((request, response) => void answer(request, response, options));
  const port = await listen(server, options.preferredPort ?? 0, options.insist ?? false);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: largestMessage,
    handleProtocols: () => subprotocol,
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    if (!isTrusted(request, port, options.token)) return refuse(socket);
    sockets.handleUpgrade(request, socket, head, webSocket => void handler.upgrade(withBackpressure(webSocket)));
  });
  const address = `http://127.0.0.1:${port}/`;
  return {
    port,
    /** Without the token. */
    address,
    /** What a person opens. */
    link: `${address}#token=${options.token}`,
    connections: () => sockets.clients.size,
    async close(): Promise<void> {
      for (const socket of sockets.clients) socket.close(1001);
      sockets.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** What `openLoopback` opens. */
export type Loopback = Awaited<ReturnType<typeof openLoopback>>;

/** A new token: 256 random bits, in letters that may stand in an address and in a header. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

async function listen(server: Server, preferred: number, insist: boolean): Promise<number> {
  try {
    return await listenOn(server, preferred);
  } catch (error) {
    if (preferred === 0 || !isPortOccupied(error)) throw error;
    if (insist) throw new Failure('host.port-occupied', { port: preferred }, error);
    return listenOn(server, 0);
  }
}

function isPortOccupied(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

// A page of another origin, or a name that somebody pointed at 127.0.0.1, must not reach the services even with a token it guessed.
function isTrusted(request: IncomingMessage, port: number, token: string): boolean {
  const { host, origin } = request.headers;
  const offered = request.headers['sec-websocket-protocol']?.split(',').map(part => part.trim()) ?? [];
  if (request.url !== '/pipe' || !isOurHost(host, port)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return offered[0] === subprotocol && isToken(offered[1], token);
}

function isOurHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

// Hashes are of one length, so the comparison tells nothing about the token's.
function isToken(offered: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered ?? ''), digest(token));
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

// A reader that is slower than we are must slow us down, not fill our memory.
function withBackpressure(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'send'> {
  return {
    addEventListener: socket.addEventListener.bind(socket) as WebSocket['addEventListener'],
    send: ((data: Parameters<WebSocket['send']>[0]) =>
      new Promise<void>((resolve, reject) =>
        socket.send(data, error => (error ? reject(error) : resolve())),
      )) as WebSocket['send'],
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, options: LoopbackOptions): Promise<void> {
  const port = request.socket.localPort ?? 0;
  const nonce = createNonce();
  const connect = `'self' ws://127.0.0.1:${port} ws://localhost:${port}`;
  for (const [name, value] of Object.entries(securityHeaders(connect, nonce))) response.setHeader(name, value);
  if (!isOurHost(request.headers.host, port)) return end(response, 403);
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
  const path = new URL(request.url ?? '/', 'http://host').pathname;
  if (path === '/token') return end(response, mayAsk(request, options.token) ? 204 : 401);
  try {
    const found = await options.page(path, nonce);
    if (!found) return end(response, 404);
    response.setHeader('Content-Type', found.type);
    response.setHeader('Cache-Control', found.immutable ? 'public, max-age=31536000, immutable' : 'no-store');
    response.setHeader('Content-Length', found.body.length);
    response.end(request.method === 'HEAD' ? undefined : found.body);
  } catch (error) {
    options.reportBug(error, `page ${path}`);
    end(response, 500);
  }
}

function mayAsk(request: IncomingMessage, token: string): boolean {
  const [scheme, offered] = request.headers.authorization?.split(' ') ?? [];
  return scheme === 'Bearer' && isToken(offered, token);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0, 'Cache-Control': 'no-store' }).end();
}
