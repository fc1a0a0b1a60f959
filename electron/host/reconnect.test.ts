import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../contract/clusters.ts';
import { isFailure } from '../../contract/failure.ts';
import { contract } from '../../contract/index.ts';
import { Connection } from '../../renderer/client/connection.ts';
import { follow } from '../../renderer/client/follow.ts';
import { openSocketPipe } from '../../renderer/client/web-socket.ts';
import { RowFeed } from '../services/row-feed.ts';
import type { Services } from '../services/services.ts';
import { createToken, openLoopback } from './loopback.ts';

const computer = { id: 'local', name: 'This computer', waitingRuns: 0 } as unknown as Cluster;

function servicesWith(feed: RowFeed<Cluster>): Services {
  const unasked = () => Promise.reject(new Error('not asked in this test'));
  const silent = Object.fromEntries(
    Object.entries(contract).map(([noun, procedures]) => [
      noun,
      Object.fromEntries(Object.keys(procedures).map(name => [name, unasked])),
    ]),
  ) as unknown as Services;
  return { ...silent, clusters: { ...silent.clusters, watch: (_input, signal) => feed.watch(signal) } };
}

function whole(part: Partial<Cluster>): Cluster {
  const room = { slots: { total: 1, busy: 0 }, nodes: 1, cores: 2, memory: { total: 1 }, platform: 'Linux' };
  return { ...room, ...computer, kind: 'local', state: { phase: 'ready' }, ...part } as Cluster;
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries++) await setTimeout(10);
  expect(condition()).toBe(true);
}

describe('the page’s line to the application', () => {
  it('comes back by itself when the application does, on the same port with the same token, and asks all watches again', async () => {
    const token = createToken();
    const options = { page: async () => undefined, token, reportBug: () => undefined };
    const before = await openLoopback({ ...options, services: servicesWith(new RowFeed([whole({ waitingRuns: 1 })])) });
    const connection = new Connection(() => openSocketPipe(before.address, token));
    void connection.open();
    const seen: number[] = [];
    const leaving = new AbortController();
    const following = follow(
      connection,
      (client, signal) => client.clusters.watch({}, signal),
      item => void (item.kind === 'snapshot' && seen.push(item.rows[0]!.waitingRuns)),
      leaving.signal,
    );
    await until(() => seen.length === 1);
    await before.close();
    await until(() => connection.read().state.phase === 'reconnecting');
    // What a button asks meanwhile fails at once, and says why.
    const asked = await connection.client.health.recheck({}).catch(error => error);
    expect(isFailure(asked, 'host.disconnected')).toBe(true);
    const services = servicesWith(new RowFeed([whole({ waitingRuns: 2 })]));
    const after = await openLoopback({ ...options, services, preferredPort: before.port, insist: true });
    await until(() => seen.length === 2);
    expect(seen).toEqual([1, 2]);
    expect(connection.read().state.phase).toBe('open');
    leaving.abort();
    await following;
    connection.close();
    await after.close();
  });

  it('says that it is refused when the application has another token, and goes on trying', async () => {
    const options = { page: async () => undefined, reportBug: () => undefined, services: servicesWith(new RowFeed()) };
    const host = await openLoopback({ ...options, token: createToken() });
    const connection = new Connection(() => openSocketPipe(host.address, 'another-token-entirely'));
    void connection.open();
    await until(() => connection.read().state.phase === 'refused');
    connection.close();
    await host.close();
  });
});
