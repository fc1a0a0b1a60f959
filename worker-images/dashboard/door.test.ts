import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createDoor } from './door.ts';
import { createLogin } from './login.ts';

const authorization = `Basic ${Buffer.from('simswarm:secret').toString('base64')}`;
let page: Server;
let sockets: WebSocketServer;
let door: Server;
let address: string;

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  page = createServer((request, answer) =>
    answer.end(`${request.method} ${request.url} ${request.headers.authorization ?? 'nobody'}`),
  );
  sockets = new WebSocketServer({ server: page });
  sockets.on('connection', socket => socket.on('message', text => socket.send(`heard ${text}`)));
  const port = await listen(page);
  door = createDoor(createLogin('simswarm', 'secret'), { host: '127.0.0.1', port });
  address = `127.0.0.1:${await listen(door)}`;
});

afterEach(() => {
  sockets.close();
  for (const server of [door, page]) {
    server.close();
    server.closeAllConnections();
  }
});

describe('the door before a page without a login', () => {
  it('asks strangers to log in', async () => {
    const answer = await fetch(`http://${address}/`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="simswarm"']);
    expect((await fetch(`http://${address}/`, { headers: { authorization: 'Basic bm9ib2R5Og==' } })).status).toBe(401);
  });

  it('lets who knows the password through, and keeps the password', async () => {
    const answer = await fetch(`http://${address}/apis/nodes?x=1`, { headers: { authorization } });
    expect(await answer.text()).toBe('GET /apis/nodes?x=1 nobody');
  });

  it('passes WebSockets of who is welcome only', async () => {
    const socket = new WebSocket(`ws://${address}/live`, { headers: { authorization } });
    await once(socket, 'open');
    socket.send('hello');
    expect(String((await once(socket, 'message'))[0])).toBe('heard hello');
    socket.close();
    const stranger = new WebSocket(`ws://${address}/live`);
    const [error] = await once(stranger, 'error');
    expect(String(error)).toContain('401');
  });

  it('says so when the page is gone', async () => {
    page.close();
    page.closeAllConnections();
    expect((await fetch(`http://${address}/`, { headers: { authorization } })).status).toBe(502);
  });

  it('survives clients that break off', async () => {
    const client = connect(Number(address.split(':')[1]), '127.0.0.1');
    await once(client, 'connect');
    client.write(`POST / HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Length: 1000\r\n\r\nhalf`);
    client.destroy();
    await once(client, 'close');
    expect((await fetch(`http://${address}/`, { headers: { authorization } })).status).toBe(200);
  });
});
