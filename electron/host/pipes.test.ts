import { request as httpRequest } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import type { Cluster } from '../../contract/clusters.ts';
import { Failure, isFailure } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import { type Client, createClient } from '../../renderer/client/client.ts';
import { openPortPipe } from '../../renderer/client/message-port.ts';
import { openSocketPipe } from '../../renderer/client/web-socket.ts';
import { RowFeed } from '../services/row-feed.ts';
import type { Services } from '../services/services.ts';
import { createToken, openLoopback } from './loopback.ts';
import { createMemoryClient } from './memory.ts';
import { createPortHost } from './message-port.ts';

const computer: Cluster = {
  id: 'local' as Cluster['id'],
  kind: 'local',
  name: 'This computer',
  state: { phase: 'ready' },
  slots: { total: 3, busy: 0 },
  nodes: 1,
  cores: 4,
  memory: { total: 8e9 },
  platform: 'Linux',
  waitingRuns: 0,
};

/** Services of which only what the tests ask does anything. */
function createTestServices() {
  const feed = new RowFeed<Cluster>([computer]);
  const left: string[] = [];
  const bugs: unknown[] = [];
  const unasked = () => {
    throw new Error('not asked in these tests');
  };
  const silent = Object.fromEntries(
    Object.entries(contract).map(([noun, procedures]) => [
      noun,
      Object.fromEntries(Object.keys(procedures).map(name => [name, unasked])),
    ]),
  ) as unknown as Services;
  async function* watchClusters(_input: object, signal: AbortSignal) {
    try {
      yield* feed.watch(signal);
    } finally {
      left.push('clusters.watch');
    }
  }
  const watchOneRun = () => ({
    [Symbol.asyncIterator]: () => ({
      next: () => Promise.reject(new Failure('request.not-found', { what: 'run', id: 'r1' })),
    }),
  });
  const services: Services = {
    ...silent,
    clusters: {
      watch: watchClusters,
      setSlots: async ({ slots }) => {
        if (slots === 7)
          throw new Failure(
            'cluster.no-slots',
            { clusterId: 'local' },
            new Error('outer', { cause: new Error('inner') }),
          );
        if (slots === 8) throw new TypeError('a bug');
      },
    },
    runs: { ...silent.runs, watchOne: watchOneRun },
    health: {
      ...silent.health,
      // The contract says `version` is a text: an answer that breaks it must not get through.
      about: async () => ({ version: 3 }) as never,
      recheck: (_input, signal) =>
        new Promise((_, reject) =>
          signal.addEventListener('abort', () => {
            left.push('health.recheck');
            reject(signal.reason);
          }),
        ),
    },
  };
  return { services, feed, left, bugs, reportBug: (error: unknown) => void bugs.push(error) };
}

interface OpenPipe {
  readonly client: Client;
  close(): Promise<void>;
}

async function openMessagePort(around: ReturnType<typeof createTestServices>): Promise<OpenPipe> {
  const { port1, port2 } = new MessageChannel();
  createPortHost(around.services, around.reportBug).offer(port1 as unknown as MessagePort);
  port1.start();
  const client = createClient(openPortPipe(port2 as unknown as MessagePort));
  return { client, close: async () => port2.close() };
}

async function openWebSocket(around: ReturnType<typeof createTestServices>): Promise<OpenPipe> {
  const token = createToken();
  const host = await openLoopback({
    services: around.services,
    reportBug: around.reportBug,
    token,
    page: async () => undefined,
  });
  const client = createClient(await openSocketPipe(host.address, token));
  return { client, close: host.close };
}

async function openMemory({ services }: ReturnType<typeof createTestServices>): Promise<OpenPipe> {
  return { client: createMemoryClient(services), close: async () => undefined };
}

const wires = [
  ['a message port', openMessagePort],
  ['a web socket', openWebSocket],
] as const;

async function waitUntil(condition: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await setTimeout(10);
  return condition();
}

describe.each([['memory', openMemory] as const, ...wires])('the contract over %s', (_name, open) => {
  it('answers with the present state first, then with changes, and ends when the loop is left', async () => {
    const around = createTestServices();
    const { client, close } = await open(around);
    for await (const rows of client.clusters.watch({})) {
      if (rows.kind === 'snapshot') {
        expect(rows.rows).toEqual([computer]);
        around.feed.set({ ...computer, waitingRuns: 5 });
      } else {
        expect(rows.changed).toMatchObject([{ id: 'local', waitingRuns: 5 }]);
        break;
      }
    }
    expect(await waitUntil(() => around.left.includes('clusters.watch'))).toBe(true);
    await close();
  });

  it('ends a watch and a call when their signal does', async () => {
    const around = createTestServices();
    const { client, close } = await open(around);
    const controller = new AbortController();
    const watching = (async () => {
      for await (const _ of client.clusters.watch({}, controller.signal)) controller.abort(new Error('left'));
    })();
    await watching;
    expect(await waitUntil(() => around.left.includes('clusters.watch'))).toBe(true);
    const call = new AbortController();
    const asked = client.health.recheck({}, call.signal);
    await setTimeout(20);
    call.abort(new Error('left'));
    await expect(asked).rejects.toThrow('left');
    expect(await waitUntil(() => around.left.includes('health.recheck'))).toBe(true);
    expect(around.bugs).toEqual([]);
    await close();
  });

  it('carries failures with their code, facts and causes, from calls and from watches', async () => {
    const { client, close } = await open(createTestServices());
    const failed = await client.clusters.setSlots({ clusterId: 'local' as never, slots: 7 }).catch(error => error);
    expect(isFailure(failed, 'cluster.no-slots')).toBe(true);
    expect(failed.details).toEqual({ clusterId: 'local' });
    expect(failed.cause).toMatchObject({ message: 'outer', cause: { message: 'inner' } });
    const watching = (async () => {
      for await (const _ of client.runs.watchOne({ runId: 'r1' as never })) expect.unreachable();
    })();
    await expect(watching).rejects.toMatchObject({ code: 'request.not-found', details: { what: 'run', id: 'r1' } });
    await close();
  });
});

describe.each(wires)('over %s', (_name, open) => {
  it('tells bugs from failures, and lets no malformed question or answer through', async () => {
    const around = createTestServices();
    const { client, close } = await open(around);
    await expect(client.clusters.setSlots({ clusterId: 'local' as never, slots: 8 })).rejects.toMatchObject({
      code: 'unexpected',
    });
    expect(around.bugs).toMatchObject([{ message: 'a bug' }]);
    await expect(client.clusters.setSlots({ clusterId: 'local' as never, slots: 0 })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    await expect(client.health.about({})).rejects.toMatchObject({ code: 'unexpected' });
    await close();
  });
});

describe('a web socket whose host goes away', () => {
  it('ends calls and watches as disconnected', async () => {
    const { client, close } = await openWebSocket(createTestServices());
    const watching = (async () => {
      for await (const _ of client.clusters.watch({})) void close();
    })();
    await expect(watching).rejects.toMatchObject({ code: 'host.disconnected' });
    await expect(client.health.recheck({})).rejects.toMatchObject({ code: 'host.disconnected' });
  });
});

describe('the loopback host', () => {
  async function openHost() {
    const { services, reportBug } = createTestServices();
    const token = createToken();
    const page = async (path: string) =>
      path === '/' ? { body: Buffer.from('page'), type: 'text/html', immutable: false } : undefined;
    return { token, host: await openLoopback({ services, reportBug, token, page }) };
  }

  function upgrade(port: number, protocols: string[], headers: Record<string, string>): Promise<string> {
    const socket = new NodeWebSocket(`ws://127.0.0.1:${port}/pipe`, protocols, { headers });
    return new Promise(resolve => {
      socket.once('open', () => resolve('open')).once('error', error => resolve(error.message));
    });
  }

  it('refuses strangers before the upgrade: wrong token, other origin, other host name', async () => {
    const { host, token } = await openHost();
    const origin = `http://127.0.0.1:${host.port}`;
    expect(await upgrade(host.port, ['simswarm', token], { origin })).toBe('open');
    const refused = 'Unexpected server response: 403';
    expect(await upgrade(host.port, ['simswarm', createToken()], { origin })).toBe(refused);
    expect(await upgrade(host.port, ['simswarm'], { origin })).toBe(refused);
    expect(await upgrade(host.port, ['simswarm', token], { origin: 'http://evil.example' })).toBe(refused);
    expect(await upgrade(host.port, ['simswarm', token], { origin: 'null' })).toBe(refused);
    expect(await upgrade(host.port, ['simswarm', token], { host: 'rebound.example' })).toBe(refused);
    await host.close();
  });

  it('tells a page with an old token from a host that is not there', async () => {
    const { host } = await openHost();
    await expect(openSocketPipe(host.address, createToken())).rejects.toMatchObject({ code: 'request.unauthorised' });
    await host.close();
    await expect(openSocketPipe(host.address, createToken())).rejects.toMatchObject({ code: 'host.disconnected' });
  });

  it('serves the page with a policy, to our own host name only, and only to be read', async () => {
    const { host } = await openHost();
    const page = await fetch(host.address);
    expect(await page.text()).toBe('page');
    expect(page.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]+'/,
    );
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(new URL('/nothing.js', host.address))).status).toBe(404);
    expect((await fetch(host.address, { method: 'POST' })).status).toBe(405);
    const rebound = await new Promise<number | undefined>(resolve => {
      httpRequest({ port: host.port, host: '127.0.0.1', headers: { host: 'rebound.example' } }, answer =>
        resolve(answer.statusCode),
      ).end();
    });
    expect(rebound).toBe(403);
    await host.close();
  });

  it('takes another port when the one it had is taken, and says so where it must have it', async () => {
    const { host } = await openHost();
    const { services, reportBug } = createTestServices();
    const options = {
      services,
      reportBug,
      token: createToken(),
      page: async () => undefined,
      preferredPort: host.port,
    };
    const other = await openLoopback(options);
    expect(other.port).not.toBe(host.port);
    await expect(openLoopback({ ...options, insist: true })).rejects.toMatchObject({ code: 'host.port-occupied' });
    await Promise.all([host.close(), other.close()]);
  });
});
