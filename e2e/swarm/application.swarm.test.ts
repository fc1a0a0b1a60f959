import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Cluster, ClusterId } from '../../contract/clusters.ts';
import type { SwarmState, SwarmWork } from '../../contract/swarms.ts';
import { openTestApplication, type TestApplication } from '../../electron/testing/application.ts';
import { startCommandLine } from '../../electron/testing/command-line.ts';
import { makeWorkplace, type Workplace } from '../../electron/testing/example.ts';
import { describeNeeding } from '../peers/needs.ts';
import { type OpenedSwarm, openSwarm } from './swarm-under-test.ts';

describeNeeding('the application with a swarm behind a Docker socket', [inject('whyNot')], () => {
  let swarm: OpenedSwarm;
  let workplace: Workplace;
  let application: TestApplication;
  let clusterId: ClusterId;

  beforeAll(async () => {
    swarm = openSwarm();
    workplace = await makeWorkplace('swarm-application');
    application = await openTestApplication(workplace);
  });
  afterAll(async () => {
    await application?.[Symbol.asyncDispose]();
    workplace?.remove();
  });

  async function untilCluster(good: (cluster: Cluster) => boolean): Promise<Cluster> {
    for await (const rows of application.client.clusters.watch({}, AbortSignal.timeout(280_000))) {
      const all = rows.kind === 'snapshot' ? rows.rows : rows.changed;
      const found = all.find(({ id }) => id === clusterId);
      if (found && good(found)) return found;
    }
    throw new Error('the cluster never came to that');
  }

  const results = () => readdirSync(join(workplace.project, 'results')).filter(name => name.endsWith('.sca'));

  it('adds it, and deploys its stack as work that goes on when nobody looks', { timeout: 400_000 }, async () => {
    const { client } = application;
    const address = { kind: 'socket', path: swarm.manager.socketPath } as const;
    await expect(client.swarms.add({ name: 'Lab', address: { ...address, path: '/nowhere' } })).rejects.toMatchObject({
      code: 'docker.unreachable',
    });
    ({ clusterId } = await client.swarms.add({ name: 'Lab', address }));
    await expect(client.swarms.add({ name: 'Lab', address })).rejects.toMatchObject({ code: 'cluster.exists' });
    await expect(client.swarms.add({ name: 'Other', address })).rejects.toMatchObject({
      code: 'swarm.known',
      details: { name: 'Lab' },
    });
    // The suite's other files use the same swarm, and so the same passwords.
    const secret = join(workplace.storage, 'swarms', `${clusterId}.secret`);
    writeFileSync(secret, JSON.stringify(swarm.credentials));
    await client.swarms.deploy({ clusterId, settings: swarm.deployment.settings });
    let work: SwarmWork | undefined;
    for await (const now of client.swarms.watchWork({ clusterId })) {
      work = now;
      if (now && now.phase !== 'working') break;
    }
    expect(work?.failure).toBeUndefined();
    expect(work).toMatchObject({ what: 'deploy', phase: 'done' });
    const cluster = await untilCluster(({ state, slots }) => state.phase === 'ready' && slots.total >= 4);
    expect(cluster).toMatchObject({ kind: 'swarm', name: 'Lab', nodes: 3 });
  });

  it('shows its nodes, services and tasks, what they say, and its own pages', async () => {
    const { client } = application;
    let state: SwarmState | undefined;
    for await (state of client.swarms.watch({ clusterId })) break;
    expect(state?.nodes.map(({ role }) => role).sort()).toEqual(['manager', 'worker', 'worker']);
    expect(state?.services.map(({ name }) => name)).toEqual([
      'builder',
      'dashboard',
      'distcc',
      'mongo',
      'redis',
      'runner',
      'visualizer',
    ]);
    for await (const { lines } of client.swarms.watchServiceLog({ clusterId, service: 'builder' })) {
      if (lines.some(line => line.includes('"msg":"ready"'))) break;
    }
    const views = await client.swarms.views({ clusterId });
    for (const address of [views.dashboard, views.visualizer]) {
      const welcome = await fetch(address, { redirect: 'manual' });
      const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
      const page = await fetch(new URL('/', address), { headers: { cookie } });
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('<');
    }
  });

  it('runs a campaign there, and has its results here; also when it was away in the middle', {
    timeout: 300_000,
  }, async () => {
    const id = await application.submit('Quick', { clusterId, runFilter: '$interarrivalTime>1' });
    await application.until(id, ({ counts }) => counts.running + counts.finished > 0);
    await application[Symbol.asyncDispose]();
    application = await openTestApplication(workplace);
    const ended = await application.until(
      id,
      ({ phase, fetching, outOfReach }) => phase === 'ended' && !fetching && !outOfReach,
    );
    expect(ended.problem).toBeUndefined();
    expect(ended).toMatchObject({ runCount: 24, counts: { finished: 24 } });
    expect(results()).toHaveLength(24);
    const rows = await application.rows(id);
    expect(new Set(rows.map(({ node }) => node))).toEqual(new Set(swarm.workers.map(({ name }) => name)));
    const pivot = await application.client.results.pivot({
      source: { campaignId: id },
      name: 'queueingTime:mean',
      x: 'serviceTime',
    });
    expect(pivot.xValues).toEqual(['0.2', '0.4', '0.6', '0.8']);
  });

  it('tells what is kept there, and frees the room of what is deleted', async () => {
    const { client } = application;
    const before = await client.swarms.diskUse({ clusterId });
    const ours = before.campaigns.filter(({ known }) => known);
    expect(ours).toMatchObject([{ name: 'Quick' }]);
    const { freed } = await client.campaigns.delete({ campaignId: ours[0]?.campaignId as never, results: true });
    expect(freed).toBeGreaterThan(0);
    expect((await client.swarms.diskUse({ clusterId })).campaigns.filter(({ known }) => known)).toEqual([]);
    rmSync(join(workplace.project, 'results'), { recursive: true });
  });

  it('is there again, with its passwords, after it was forgotten and added once more', async () => {
    const { client } = application;
    await client.swarms.forget({ clusterId });
    const address = { kind: 'socket', path: swarm.manager.socketPath } as const;
    expect(await client.swarms.add({ name: 'Lab', address })).toEqual({ clusterId });
    await untilCluster(({ state }) => state.phase === 'ready');
    await client.swarms.deploy({ clusterId, settings: swarm.deployment.settings });
    for await (const work of client.swarms.watchWork({ clusterId })) {
      if (work?.phase === 'working' || !work) continue;
      expect(work).toMatchObject({ phase: 'done' });
      break;
    }
  });

  it('takes campaigns from the command line too', { timeout: 200_000 }, async () => {
    const { said, ended } = startCommandLine(
      workplace.storage,
      'run',
      '-c',
      'Quick',
      '-r',
      '0..3',
      '--cluster',
      'Lab',
      workplace.project,
    );
    // The application owns the storage only within this process, so the command line has to be the owner.
    await application[Symbol.asyncDispose]();
    expect(await ended, said.error).toBe(0);
    expect(said.error).toContain('4 runs');
    expect(results()).toHaveLength(4);
    application = await openTestApplication(workplace);
  });
});
