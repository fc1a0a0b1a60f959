import { describe, expect, it } from 'vitest';
import type { Rows } from '../../../contract/call.ts';
import type { Cluster } from '../../../contract/clusters.ts';
import { Failure } from '../../../contract/failure.ts';
import { StackSettings, type SwarmState } from '../../../contract/swarms.ts';
import { keepRows, type RowMap } from '../rows.ts';
import { createTestLine, Fed, settle } from '../test-line.ts';
import { Watched } from '../watched.ts';
import { SwarmPage } from './swarm-page.ts';

const cluster = { id: 'lab', kind: 'swarm', name: 'Lab', state: { phase: 'ready' } } as Cluster;
const nobody: SwarmState = { nodes: [], services: [], tasks: [] };

function openPage(more: object = {}) {
  const clusters = new Fed<Rows<Cluster>>();
  const states: Array<Fed<SwarmState>> = [];
  const asked: unknown[] = [];
  const note = (name: string) => async (question: object) => void asked.push([name, question]);
  const line = createTestLine({
    clusters: { watch: (_question: object, signal: AbortSignal) => clusters.watch(signal) },
    swarms: {
      watch: (_question: object, signal: AbortSignal) => {
        const fed = new Fed<SwarmState>();
        states.push(fed);
        return fed.watch(signal);
      },
      watchWork: (_question: object, signal: AbortSignal) => new Fed().watch(signal),
      connect: note('connect'),
      disconnect: note('disconnect'),
      deploy: note('deploy'),
      remove: note('remove'),
      settings: async () => StackSettings.parse({ nodeImage: 'node:25' }),
      ...more,
    },
  });
  const watched = new Watched<Rows<Cluster>, RowMap<Cluster>>(
    line,
    (client, signal) => client.clusters.watch({}, signal),
    keepRows,
  );
  watched.open();
  const page = new SwarmPage({ connection: line, clusters: watched }, 'lab');
  page.open();
  const show = (state: Cluster['state']) => clusters.push({ kind: 'snapshot', rows: [{ ...cluster, state }] });
  return { page, show, states, asked };
}

describe('the page of a swarm', () => {
  it('follows it while it answers, and keeps what was known while it does not', async () => {
    const { page, show, states } = openPage();
    show({ phase: 'connecting', stage: 'asking' });
    await settle();
    expect(states).toHaveLength(0);
    show({ phase: 'ready' });
    await settle();
    states[0]?.push(nobody);
    await settle();
    expect(page.latest).toEqual(nobody);
    show({ phase: 'unreachable', since: 1, problem: { code: 'unexpected', details: {}, causes: [] } });
    await settle();
    expect(states[0]?.readers).toBe(0);
    expect(page.latest).toEqual(nobody);
    show({ phase: 'ready' });
    await settle();
    expect(states[1]?.readers).toBe(1);
    page.close();
    await settle();
    expect(states[1]?.readers).toBe(0);
  });

  it('tries again with what was asked for before, and never touches data by that', async () => {
    const { page, asked } = openPage();
    await page.again('deploy');
    await page.again('remove');
    await page.reconnect();
    expect(asked).toMatchObject([
      ['deploy', { clusterId: 'lab', settings: { nodeImage: 'node:25' } }],
      ['remove', { clusterId: 'lab', volumes: false }],
      ['disconnect', { clusterId: 'lab' }],
      ['connect', { clusterId: 'lab' }],
    ]);
    page.close();
  });

  it('asks for the disk again when a campaign was deleted there', async () => {
    let asked = 0;
    const use = { campaigns: [], builds: 0, sources: 0, total: 0 };
    const { page } = openPage({
      diskUse: async () => ({ ...use, total: ++asked }),
      deleteCampaign: async () => ({ freed: 7 }),
    });
    await page.diskUse.ask({});
    expect(await page.deleteCampaign('c' as never)).toBe(7);
    await settle();
    expect(page.diskUse.read().answer?.total).toBe(2);
    page.close();
  });

  it('tells of a deletion that failed, and that nothing was freed', async () => {
    const { page } = openPage({
      deleteCampaign: () => Promise.reject(new Failure('cluster.unreachable', { clusterId: 'lab', address: 'x' })),
    });
    expect(await page.deleteCampaign('c' as never)).toBeUndefined();
    expect(page.action.read().failure?.code).toBe('cluster.unreachable');
    page.close();
  });

  it('shows only pages of this computer in frames', async () => {
    const here = 'http://127.0.0.1:4000/?key=k';
    const views = [here, 'https://evil.example/', 'http://127.0.0.1.evil.example:1/'];
    const { page } = openPage({ views: async () => ({ visualizer: views[0], dashboard: views.pop() }) });
    await page.views.ask({});
    expect(page.views.read()).toMatchObject({ phase: 'failed', failure: { code: 'unexpected' } });
    await page.views.ask({});
    expect(page.views.read().phase).toBe('failed');
    await page.views.ask({});
    expect(page.views.read().answer).toEqual({ visualizer: here, dashboard: here });
    page.close();
  });
});
