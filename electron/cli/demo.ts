import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CampaignRequest } from '../../contract/campaigns.ts';
import { localClusterId } from '../../contract/clusters.ts';
import { Failure } from '../../contract/failure.ts';
import type { Pivot } from '../../contract/results.ts';
import type { CampaignId } from '../../contract/runs.ts';
import type { Client } from '../../renderer/client/client.ts';
import { formatEstimate } from '../../renderer/words/format-number.ts';
import { type CommonOptions, withApplication } from './command-context.ts';
import { exitCodeOf, followCampaign, reportEnd } from './follow-campaign.ts';
import { toTextTable } from './text-table.ts';

const configuration = 'Quick';
const result = 'queueingTime:mean';

/** `simswarm demo`: the example's first campaign, and what came of it. */
export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('Run the example campaign: build, all runs, a table of means with their 95 % confidence intervals.')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions>();
      return withApplication(options, client => demo(client));
    });
}

async function demo(client: Client): Promise<number> {
  const { example } = await client.projects.recent({});
  if (!example || !existsSync(example))
    throw new Failure('project.not-a-folder', { path: example ?? 'examples/queueing' });
  console.error(
    `Configuration ${configuration} of ${example}: a queue with one server, over its arrival and service times.`,
  );
  const request = CampaignRequest.parse({
    folder: example,
    iniFile: 'omnetpp.ini',
    configuration,
    clusterId: localClusterId,
    reuse: false,
  });
  const { campaignId } = await client.campaigns.submit(request);
  const campaign = await followCampaign(client, campaignId, false);
  await reportEnd(client, campaign);
  await showMeans(client, campaignId);
  console.log(`\nFiles: ${join(campaign.resultFolder, 'results')}`);
  console.log(`More:  npm run simswarm -- results query --campaign ${campaignId}`);
  return exitCodeOf(campaign);
}

async function showMeans(client: Client, campaignId: CampaignId): Promise<void> {
  const pivot = await client.results.pivot({
    source: { campaignId },
    name: result,
    module: 'MM1.queue',
    x: 'interarrivalTime',
    series: ['serviceTime'],
  });
  console.log(`\n${result} of MM1.queue [${pivot.unit ?? ''}], mean ± 95 % confidence over repetitions\n`);
  console.log(toTable(pivot));
}

function toTable({ xValues, lines }: Pivot): string {
  const header = ['serviceTime', ...xValues.map(value => `interarrivalTime=${value}`)];
  const rows = lines.map(({ values, cells }) => [
    values.serviceTime ?? '',
    ...cells.map(cell => (cell ? formatEstimate(cell.mean, halfWidth(cell)) : '–')),
  ]);
  return toTextTable(header, rows);
}

function halfWidth({ low, high }: { low?: number | undefined; high?: number | undefined }): number | undefined {
  return low === undefined || high === undefined ? undefined : (high - low) / 2;
}
