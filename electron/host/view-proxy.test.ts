import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openViewProxy, type ViewProxy } from './view-proxy.ts';

describe('a page of a swarm', () => {
  let server: Server;
  let sockets: WebSocketServer;
  let proxy: ViewProxy;
  const asked: IncomingMessage[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request);
      response.setHeader('x-frame-options', 'DENY').end(`you asked for ${request.url}`);
    });
    sockets = new WebSocketServer({ server });
    sockets.on('connection', socket => socket.send('hello'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    proxy = await openViewProxy({ host: '127.0.0.1', port, user: 'u', password: 'p' }, 'http://127.0.0.1:*');
  });
  afterAll(async () => {
    await proxy[Symbol.asyncDispose]();
    sockets.close();
    server.close();
  });

  /** Opens the address as a frame does, and answers with the cookie it got. */
  async function enter(): Promise<string> {
    const welcome = await fetch(proxy.address, { redirect: 'manual' });
    expect(welcome.status).toBe(302);
    expect(welcome.headers.get('location')).toBe('/');
    const cookie = welcome.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    return cookie.split(';')[0] ?? '';
  }

  it('is let through with its login to whoever has the key, and may be framed by us alone', async () => {
    const page = await fetch(new URL('/x?y=1', proxy.address), { headers: { cookie: await enter() } });
    expect(await page.text()).toBe('you asked for /x?y=1');
    expect(page.headers.get('x-frame-options')).toBeNull();
    expect(page.headers.get('content-security-policy')).toBe('frame-ancestors http://127.0.0.1:*');
    const { headers } = asked.at(-1) as IncomingMessage;
    expect(headers.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
    expect(headers.cookie).toBeUndefined();
  });

  it('says so while the swarm does not answer', async () => {
    const free = createServer();
    await new Promise<void>(resolve => free.listen(0, '127.0.0.1', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise(resolve => free.close(resolve));
    await using away = await openViewProxy({ host: '127.0.0.1', port, user: 'u', password: 'p' }, 'http://127.0.0.1:*');
    const welcome = await fetch(away.address, { redirect: 'manual' });
    const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', away.address), { headers: { cookie } });
    expect(page.status).toBe(502);
    expect(await page.text()).toContain('load it again');
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors http://127.0.0.1:*');
  });

  it('is closed to strangers', async () => {
    expect((await fetch(new URL('/', proxy.address))).status).toBe(401);
    expect((await fetch(new URL('/?key=guess', proxy.address))).status).toBe(401);
    const socket = new WebSocket(new URL('/', proxy.address).href.replace('http', 'ws'));
    const answer = await new Promise(resolve => socket.once('error', resolve).once('open', () => resolve('open')));
    expect(String(answer)).toContain('403');
  });

  it('keeps its web sockets', async () => {
    const cookie = await enter();
    const socket = new WebSocket(new URL('/live', proxy.address).href.replace('http', 'ws'), { headers: { cookie } });
    const said = await new Promise((resolve, reject) =>
      socket.once('message', message => resolve(String(message))).once('error', reject),
    );
    expect(said).toBe('hello');
    socket.close();
  });
});
