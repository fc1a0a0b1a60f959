import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * A door before a page that has no login of its own: whoever knows ours is let through to it, with its WebSockets; nobody else is.
 */
export function createDoor(
  isWelcome: (header: string | undefined) => boolean,
  target: { host: string; port: number },
): Server {
  const server = createServer((incoming, answer) => {
    if (!isWelcome(incoming.headers.authorization)) return refuse(answer);
    return pass(incoming, answer, target);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!isWelcome(incoming.headers.authorization))
      return void socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
    return passUpgrade(incoming, socket, head, target);
  });
  return server;
}

function refuse(answer: ServerResponse): void {
  answer.writeHead(401, { 'www-authenticate': 'Basic realm="simswarm"' }).end();
}

function pass(incoming: IncomingMessage, answer: ServerResponse, { host, port }: { host: string; port: number }): void {
  const { authorization: _ours, ...headers } = incoming.headers;
  const outgoing = request({ host, port, method: incoming.method, path: incoming.url, headers }, reply => {
    answer.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.pipe(answer);
  });
  outgoing.on('error', () =>
    answer.headersSent ? answer.destroy() : answer.writeHead(502).end('The page behind this door does not answer.'),
  );
  answer.on('close', () => outgoing.destroy());
  incoming.pipe(outgoing);
}

// After the upgrade both sides speak freely, so the request is written out again and the two sockets are joined.
function passUpgrade(
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  target: { host: string; port: number },
): void {
  const outgoing = connect(target, () => {
    const lines = incoming.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 && name.toLowerCase() !== 'authorization' ? [`${name}: ${all[index + 1]}`] : [],
    );
    outgoing.write(`${[`${incoming.method} ${incoming.url} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`);
    outgoing.write(head);
    outgoing.pipe(socket).pipe(outgoing);
  });
  for (const [one, other] of [
    [socket, outgoing],
    [outgoing, socket],
  ] as const) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}
