import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StackSettings, type SwarmNode, type SwarmService, type SwarmTask } from '../../../contract/swarms.ts';
import { describeProblem, isWell } from './await-health.ts';
import { generateCredentials, registryPassword } from './credentials.ts';
import { socketEndpoint } from './endpoint.ts';
import { describeEngine, openEngine } from './engine.ts';
import { packContext, readImageContext } from './image-context.ts';
import { stackEnvironment } from './stack-settings.ts';
import { stagedProgress } from './staged-progress.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simswarm-docker-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the progress of a deployment', () => {
  it('goes on where stages are left out, and never back', () => {
    const told: unknown[] = [];
    const advance = stagedProgress(
      [
        { name: 'check', weight: 1 },
        { name: 'build', weight: 8 },
        { name: 'start', weight: 1 },
      ],
      progress => told.push([progress.stage, progress.fraction]),
    );
    advance('check');
    advance('build', 0.5);
    advance('build', 0.25);
    advance('start', 1);
    expect(told).toEqual([
      ['check', 0],
      ['build', 0.5],
      ['build', 0.5],
      ['start', 1],
    ]);
  });
});

describe('an image context', () => {
  async function makeContext(name: string): Promise<string> {
    await mkdir(join(folder, name, 'ui'), { recursive: true });
    await writeFile(join(folder, name, 'Dockerfile'), 'FROM x\n');
    await writeFile(join(folder, name, 'run.sh'), '#!/bin/sh\n');
    await writeFile(join(folder, name, 'ui/page.html'), '<p>');
    return name;
  }
  const hashOf = async (name: string, args = {}) => (await readImageContext(folder, name, args)).hash;

  it('has a name that changes with its content and arguments, and with nothing else', async () => {
    await makeContext('one');
    await cp(join(folder, 'one'), join(folder, 'two'), { recursive: true });
    await chmod(join(folder, 'two/ui/page.html'), 0o600);
    const hash = await hashOf('one', { BASE: 'x', NODE: 'y' });
    expect(await hashOf('two', { NODE: 'y', BASE: 'x' })).toBe(hash);
    expect(await hashOf('one', { BASE: 'z', NODE: 'y' })).not.toBe(hash);
    await writeFile(join(folder, 'two/ui/page.html'), '<q>');
    expect(await hashOf('two', { BASE: 'x', NODE: 'y' })).not.toBe(hash);
  });

  it('is packed with its folders, scripts executable', async () => {
    const context = await readImageContext(folder, await makeContext('three'), {});
    const entries: string[] = [];
    for await (const entry of packContext(context).pipe(extract())) {
      entries.push(`${entry.header.name} ${entry.header.mode?.toString(8)}`);
      entry.resume();
    }
    expect(entries).toEqual(['Dockerfile 644', 'run.sh 755', 'ui/page.html 644']);
  });
});

const gigabyte = 1024 ** 3;
const node = (hostname: string, home: boolean, cores: number, memory: number): SwarmNode => ({
  id: hostname,
  hostname,
  address: '10.0.0.1',
  role: home ? 'manager' : 'worker',
  leader: home,
  home,
  state: 'ready',
  availability: 'active',
  cores,
  memory,
  engineVersion: '20.10',
});

describe('the settings of a stack', () => {
  const images = { worker: 'w', distcc: 'd', dashboard: 'b' };
  const fill = (nodes: SwarmNode[], settings: Partial<StackSettings> = {}) =>
    stackEnvironment('simswarm', StackSettings.parse(settings), images, nodes);

  it('keep the manager free and give each core its share of the smallest worker', () => {
    const nodes = [
      node('m', true, 2, 4 * gigabyte),
      node('a', false, 4, 16 * gigabyte),
      node('b', false, 4, 8 * gigabyte),
    ];
    expect(fill(nodes)).toMatchObject({
      RUNNER_PLACEMENT: 'node.labels.simswarm.home != true',
      RUNNER_REPLICAS: '100',
      RUNNER_MEMORY: String(Math.floor(0.9 * 2 * gigabyte)),
    });
  });

  it('use the only machine there is, and more than a hundred cores', () => {
    expect(fill([node('m', true, 2, 4 * gigabyte)]).RUNNER_PLACEMENT).toBe('node.platform.os == linux');
    const many = [node('m', true, 2, 4 * gigabyte), node('a', false, 128, 512 * gigabyte)];
    expect(fill(many).RUNNER_REPLICAS).toBe('128');
    expect(fill(many, { runOnManager: true }).RUNNER_REPLICAS).toBe('130');
  });
});

describe('a service', () => {
  const service = (part: Partial<SwarmService>): SwarmService => ({
    id: 's',
    name: 'redis',
    image: 'i',
    global: false,
    wanted: 1,
    running: 0,
    pending: 0,
    problems: [],
    ...part,
  });

  it('is well when all of it runs; runners when what fits does', () => {
    expect(isWell(undefined)).toBe(false);
    expect(isWell(service({}))).toBe(false);
    expect(isWell(service({ running: 1 }))).toBe(true);
    expect(isWell(service({ running: 2, wanted: 3, pending: 1 }))).toBe(false);
    expect(isWell(service({ name: 'runner', running: 4, wanted: 10, pending: 6 }))).toBe(true);
    expect(isWell(service({ name: 'runner', running: 3, wanted: 10, pending: 6 }))).toBe(false);
    expect(isWell(service({ name: 'runner', running: 0, wanted: 10, pending: 10 }))).toBe(false);
  });

  it('that is not well tells where it lags, and which nodes have nothing of it', () => {
    const nodes = ['m', 'a', 'b'].map(name => node(name, name === 'm', 4, 16 * gigabyte));
    const task = (nodeId: string, state: string): SwarmTask => ({
      ...{ id: nodeId, service: 'distcc', nodeId, state, desired: 'running', image: 'i', message: '', since: 0 },
    });
    const distcc = service({ name: 'distcc', global: true, wanted: 3, running: 1, problems: ['No such image'] });
    const state = { nodes, services: [distcc], tasks: [task('m', 'running'), task('a', 'preparing')] };
    expect(describeProblem('distcc', state)).toEqual([
      { name: 'distcc', problem: '1 of 3 tasks are healthy; a: preparing; b: no task yet; No such image' },
    ]);
    expect(describeProblem('redis', state)).toEqual([{ name: 'redis', problem: 'is not there' }]);
    // What the home has no part in is not missing there.
    const mirror = service({ name: 'mirror', global: true, wanted: 2 });
    expect(describeProblem('mirror', { nodes, services: [mirror], tasks: [] })).toEqual([
      { name: 'mirror', problem: '0 of 2 tasks are healthy; a: no task yet; b: no task yet' },
    ]);
  });
});

describe('credentials', () => {
  it('are long, all different, and the registry’s follows from them', () => {
    const one = generateCredentials();
    const other = generateCredentials();
    const passwords = [...Object.values(one), ...Object.values(other), registryPassword(one), registryPassword(other)];
    expect(new Set(passwords).size).toBe(8);
    expect(passwords.every(password => /^[\w-]{32,}$/.test(password))).toBe(true);
    expect(registryPassword(one)).toBe(registryPassword({ ...one }));
  });
});

describe('an engine', () => {
  it('that is too old, gone, or no Docker at all is told by what it is', async () => {
    const socket = join(folder, 'docker.sock');
    const ask = () => describeEngine(openEngine(socketEndpoint(socket))).catch(error => error.code);
    expect(await ask()).toBe('docker.unreachable');
    let answer: { status: number; body: unknown } = { status: 200, body: { ApiVersion: '1.40', Version: '19.03.15' } };
    const server = createServer((_, response) =>
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body)),
    );
    await new Promise<void>(resolve => server.listen(socket, resolve));
    try {
      expect(await ask()).toBe('docker.too-old');
      answer = { status: 403, body: { message: 'no' } };
      expect(await ask()).toBe('docker.refused');
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});
