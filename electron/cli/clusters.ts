import type { Command } from 'commander';
import type { Cluster } from '../../contract/clusters.ts';
import { Failure, fromFailureRecord } from '../../contract/failure.ts';
import type { Client } from '../../renderer/client/client.ts';
import { formatBytes } from '../../renderer/words/format-bytes.ts';
import { formatPercent } from '../../renderer/words/format-number.ts';
import { type CommonOptions, rowsOf, withApplication } from './command-context.ts';
import { toTextTable } from './text-table.ts';

const examples = `
Examples:
  simswarm clusters
  simswarm clusters add lab --socket /var/run/docker.sock --init
  simswarm clusters deploy lab --simulator-image ghcr.io/omnetpp/omnetpp:u24.04-6.3.0
  simswarm run -c Quick --cluster lab`;

/** `simswarm clusters`: where campaigns can execute, and the life of swarms. */
export function addClusterCommands(program: Command): void {
  const clusters = program
    .command('clusters')
    .description('List where campaigns can execute; add swarms, deploy to them, remove them.')
    .addHelpText('after', examples)
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions>();
      return withApplication(options, client => list(client, options));
    });
  clusters
    .command('add')
    .description('Add a Docker Swarm whose manager is on this computer.')
    .argument('<name>', 'what to call it')
    .option('--socket <path>', 'the Docker socket of its manager', '/var/run/docker.sock')
    .option('--init', 'make a swarm of an engine that is in none')
    .action((name: string, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions & { socket: string; init?: boolean }>();
      return withApplication(options, client => add(client, name, options));
    });
  about(clusters, 'deploy', 'Set up the stack, or bring it to these settings.', (command, work) =>
    command.option('--simulator-image <reference>', 'the simulator and its compilers').action(work(deploy)),
  );
  about(clusters, 'remove', 'Take the stack away; what it keeps stays.', (command, work) =>
    command.option('--data', 'take what it keeps away too').action(work(remove)),
  );
  about(clusters, 'forget', 'Forget a swarm here; what runs there goes on.', (command, work) =>
    command.action(work(forget)),
  );
}

type ClusterOptions = CommonOptions & { simulatorImage?: string; data?: boolean };
type Work = (client: Client, cluster: Cluster, options: ClusterOptions) => Promise<number>;
type Action = (name: string, options: unknown, command: Command) => Promise<void>;

function about(
  clusters: Command,
  name: string,
  description: string,
  complete: (command: Command, work: (work: Work) => Action) => Command,
): void {
  const command = clusters.command(name).description(description).argument('<cluster>', 'its name');
  complete(command, work => (wanted, _options, given) => {
    const options = given.optsWithGlobals<ClusterOptions>();
    return withApplication(options, async client => work(client, await findCluster(client, wanted), options));
  });
}

/** The cluster of a name or id; fails with `request.not-found`. */
export async function findCluster(client: Client, name: string): Promise<Cluster> {
  const clusters = await rowsOf(client.clusters.watch({}));
  const found = clusters.find(cluster => cluster.name === name || cluster.id === name);
  if (!found) throw new Failure('request.not-found', { what: 'cluster', id: name });
  return found;
}

async function add(
  client: Client,
  name: string,
  { socket, init = false, json }: CommonOptions & { socket: string; init?: boolean },
) {
  const { clusterId } = await client.swarms.add({ name, address: { kind: 'socket', path: socket }, initialise: init });
  console.log(json ? JSON.stringify({ clusterId }) : `${name} is added. Next: simswarm clusters deploy ${name}`);
  return 0;
}

async function deploy(client: Client, { id }: Cluster, { simulatorImage, json }: ClusterOptions): Promise<number> {
  const settings = await client.swarms.settings({ clusterId: id });
  await client.swarms.deploy({
    clusterId: id,
    settings: { ...settings, ...(simulatorImage === undefined ? {} : { simulatorImage }) },
  });
  return followWork(client, id, json ?? false);
}

async function remove(client: Client, { id }: Cluster, { data = false, json }: ClusterOptions): Promise<number> {
  await client.swarms.remove({ clusterId: id, volumes: data });
  return followWork(client, id, json ?? false);
}

async function forget(client: Client, { id }: Cluster): Promise<number> {
  await client.swarms.forget({ clusterId: id });
  return 0;
}

/** Shows long work until its end; leaving with Ctrl-C cancels it, since it would end with this command anyway. */
async function followWork(client: Client, clusterId: Cluster['id'], json: boolean): Promise<number> {
  let shown = '';
  for await (const work of client.swarms.watchWork({ clusterId })) {
    if (!work) continue;
    const text = `${work.progress.stage} ${formatPercent(work.progress.fraction ?? 0)}`;
    if (!json && text !== shown) console.error(text);
    shown = text;
    if (work.phase === 'working') continue;
    if (json) console.log(JSON.stringify(work));
    if (work.failure) throw fromFailureRecord(work.failure);
    return work.phase === 'done' ? 0 : 1;
  }
  return 1;
}

async function list(client: Client, { json }: CommonOptions): Promise<number> {
  const clusters = await rowsOf(client.clusters.watch({}));
  if (json) console.log(JSON.stringify(clusters, undefined, 2));
  else {
    const rows = clusters.map(({ name, kind, state, slots, nodes, cores, memory, platform }) => [
      name,
      kind,
      state.phase,
      `${slots.busy} of ${slots.total}`,
      String(nodes),
      String(cores),
      formatBytes(memory.total),
      platform,
    ]);
    console.log(toTextTable(['name', 'kind', 'state', 'slots busy', 'nodes', 'cores', 'memory', 'platform'], rows));
  }
  return 0;
}
