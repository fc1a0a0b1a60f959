import type { Command } from 'commander';
import type { Client } from '../../renderer/client/client.ts';
import { formatBytes } from '../../renderer/words/format-bytes.ts';
import { type CommonOptions, rowsOf, withApplication } from './command-context.ts';
import { toTextTable } from './text-table.ts';

/** `simswarm clusters`: where campaigns can execute. */
export function addClusterCommands(program: Command): void {
  program
    .command('clusters')
    .description('List where campaigns can execute.')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions>();
      return withApplication(options, client => list(client, options));
    });
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
