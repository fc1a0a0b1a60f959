import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** A page somewhere in a swarm, with the login it wants. */
export interface ViewTarget {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** A page that is reachable at a port of its own on this computer, for whoever was given its address. */
export interface ViewProxy extends AsyncDisposable {
  /** Holds the key; a frame that opens it keeps the key in a cookie. */
  readonly address: string;
}

// Its own answers name no more than where they are.
const droppedHeaders = new Set(['x-frame-options', 'content-security-policy', 'www-authenticate']);

/**
 * Brings a page of a swarm to a port of 127.0.0.1, login included, so that it can be shown in a frame. Only `frameAncestor`'s pages may show it, and only
 * whoever has the key is let through: other users of this computer are not.
 */
export async function openViewProxy(target: ViewTarget, frameAncestor: string): Promise<ViewProxy> {
  const key = randomBytes(32).toString('base64url');
  const server = createServer((incoming, answer) => {
    const port = (server.address() as AddressInfo).port;
    if (!isOurHost(incoming, port)) return void answer.writeHead(403).end();
    const url = new URL(incoming.url ?? '/', 'http://host');
    if (isKey(url.searchParams.get('key'), key)) return welcome(answer, port, key);
    if (!isKey(readCookie(incoming, port), key)) return void answer.writeHead(401).end();
    return pass(incoming, answer, target, frameAncestor);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const port = (server.address() as AddressInfo).port;
    socket.on('error', () => socket.destroy());
    if (!isOurHost(incoming, port) || !isKey(readCookie(incoming, port), key)) {
      return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    }
    return passUpgrade(incoming, socket, head, target);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/?key=${key}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function isOurHost({ headers }: IncomingMessage, port: number): boolean {
  return headers.host === `127.0.0.1:${port}`;
}

function isKey(offered: string | null | undefined, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(offered ?? ''), digest(key));
}

function cookieName(port: number): string {
  return `simswarm-view-${port}`;
}

function readCookie({ headers }: IncomingMessage, port: number): string | undefined {
  const name = `${cookieName(port)}=`;
  const found = headers.cookie?.split(';').find(part => part.trim().startsWith(name));
  return found?.trim().slice(name.length);
}

// The key leaves the address at once, so that no page behind here ever sees it.
function welcome(answer: ServerResponse, port: number, key: string): void {
  answer
    .writeHead(302, {
      location: '/',
      'set-cookie': `${cookieName(port)}=${key}; HttpOnly; SameSite=Strict; Path=/`,
      'referrer-policy': 'no-referrer',
    })
    .end();
}

function toTargetHeaders({ headers }: IncomingMessage, { host, port, user, password }: ViewTarget) {
  const { cookie: _, ...rest } = headers;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return { ...rest, host: `${host}:${port}`, authorization };
}

function pass(incoming: IncomingMessage, answer: ServerResponse, target: ViewTarget, frameAncestor: string): void {
  const { host, port } = target;
  const headers = toTargetHeaders(incoming, target);
  const outgoing = httpRequest({ host, port, method: incoming.method, path: incoming.url, headers }, reply => {
    const kept = Object.entries(reply.headers).filter(([name]) => !droppedHeaders.has(name));
    answer.writeHead(reply.statusCode ?? 502, {
      ...Object.fromEntries(kept),
      'content-security-policy': `frame-ancestors ${frameAncestor}`,
      'referrer-policy': 'no-referrer',
    });
    reply.pipe(answer);
  });
  outgoing.on('error', () => (answer.headersSent ? answer.destroy() : tellAway(answer, frameAncestor)));
  answer.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

// Words rather than nothing: a frame that stays white tells nobody what to do.
function tellAway(answer: ServerResponse, frameAncestor: string): void {
  answer
    .writeHead(502, {
      'content-type': 'text/plain; charset=utf-8',
      'content-security-policy': `default-src 'none'; frame-ancestors ${frameAncestor}`,
    })
    .end('This page of the swarm does not answer now. Its service may still be starting: load it again in a moment.');
}

// After the upgrade both sides speak freely, so the question is written out again and the two sockets are joined.
function passUpgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer, target: ViewTarget): void {
  const outgoing = connect({ host: target.host, port: target.port }, () => {
    const headers = Object.entries(toTargetHeaders(incoming, target)).map(([name, value]) => `${name}: ${value}`);
    outgoing.write(`${[`${incoming.method} ${incoming.url} HTTP/1.1`, ...headers].join('\r\n')}\r\n\r\n`);
    outgoing.write(head);
    outgoing.pipe(socket).pipe(outgoing);
  });
  outgoing.on('error', () => socket.destroy()).on('close', () => socket.destroy());
  socket.on('close', () => outgoing.destroy());
}
