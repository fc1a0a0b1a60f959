import type { Command } from 'commander';
import type { Campaign } from '../../contract/campaigns.ts';
import { Failure } from '../../contract/failure.ts';
import type { Client } from '../../renderer/client/client.ts';
import { describeRunEnd } from '../../renderer/words/describe-run-end.ts';
import { formatBytes } from '../../renderer/words/format-bytes.ts';
import { formatAgo } from '../../renderer/words/format-moment.ts';
import { formatCounted } from '../../renderer/words/format-number.ts';
import { type CommonOptions, rowsOf, withApplication } from './command-context.ts';
import { exitCodeOf, exitCodes, followCampaign, reportEnd } from './follow-campaign.ts';
import { describeOutcome } from './progress-line.ts';
import { toTextTable } from './text-table.ts';

type Work = (client: Client, campaign: Campaign, options: CommonOptions) => Promise<number>;

/** Commands about campaigns that are there: `list`, `status`, `cancel`, `pause`, `resume`, `retry`, `missing`, `delete`. */
export function addCampaignCommands(program: Command): void {
  program
    .command('list')
    .description('List campaigns, latest first.')
    .action((_options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions>();
      return withApplication(options, client => list(client, options));
    });
  about(program, 'status', 'Show a campaign with its runs and why they failed.', showStatus);
  about(program, 'cancel', 'Cancel what has not ended.', cancel);
  about(program, 'pause', 'Start no further runs; those that are going on go on.', async (client, { id }) => {
    await client.campaigns.pause({ campaignId: id });
    return exitCodes.good;
  });
  about(program, 'resume', 'Go on with a paused campaign.', async (client, { id }) => {
    await client.campaigns.resume({ campaignId: id });
    return exitCodes.good;
  });
  about(program, 'retry', 'Execute failed and interrupted runs again.', retry);
  about(
    program,
    'missing',
    'Expand the configuration anew and execute every run that has no valid results.',
    runMissing,
  );
  about(program, 'download', 'Wait until all results of a campaign on a swarm are here.', (client, { id }, options) =>
    follow(client, id, options),
  );
  about(program, 'delete', 'Forget a campaign and its logs; its results stay where they are.', remove);
}

function about(program: Command, name: string, description: string, work: Work): void {
  program
    .command(name)
    .description(description)
    .argument('[campaign]', 'the campaign’s id, or the beginning of it; the latest one by default')
    .action((id: string | undefined, _options, command: Command) => {
      const options = command.optsWithGlobals<CommonOptions>();
      return withApplication(options, async client => work(client, await findCampaign(client, id), options));
    });
}

async function listCampaigns(client: Client): Promise<Campaign[]> {
  const campaigns = await rowsOf(client.campaigns.watch({}));
  return campaigns.sort((a, b) => b.createdAt - a.createdAt);
}

/** The campaign with this id, or whose id begins so; the latest one by default. */
export async function findCampaign(client: Client, id: string | undefined): Promise<Campaign> {
  const campaigns = await listCampaigns(client);
  const exact = campaigns.find(campaign => campaign.id === id);
  const found = exact ?? campaigns.filter(campaign => id === undefined || campaign.id.startsWith(id));
  if (!Array.isArray(found)) return found;
  const [first, second] = found;
  if (!first) throw new Failure('request.not-found', { what: 'campaign', id: id ?? 'latest' });
  if (second && id !== undefined)
    throw new Failure('request.invalid', { problem: `${id} is the beginning of several campaigns’ ids` });
  return first;
}

async function list(client: Client, { json }: CommonOptions): Promise<number> {
  const campaigns = await listCampaigns(client);
  if (json) console.log(JSON.stringify(campaigns, undefined, 2));
  else if (campaigns.length === 0) console.log('No campaigns yet. Begin with “simswarm run -c CONFIGURATION”.');
  else
    console.log(
      toTextTable(
        ['id', 'configuration', 'project', 'phase', 'runs', 'finished', 'failed', 'begun'],
        campaigns.map(toCells),
      ),
    );
  return exitCodes.good;
}

function toCells({ id, name, projectName, phase, runCount, counts, createdAt }: Campaign): string[] {
  const finished = counts.finished + counts.reused + counts.truncated;
  return [
    id,
    name,
    projectName,
    phase,
    String(runCount),
    String(finished),
    String(counts.failed),
    formatAgo(createdAt, Date.now()),
  ];
}

async function showStatus(client: Client, campaign: Campaign, { json }: CommonOptions): Promise<number> {
  const runs = await rowsOf(client.runs.watch({ campaignId: campaign.id }));
  if (json) {
    console.log(JSON.stringify({ campaign, runs }, undefined, 2));
    return exitCodes.good;
  }
  console.log(`${campaign.name} of ${campaign.projectName}, ${campaign.phase}`);
  console.log(describeOutcome(campaign));
  console.log(`Results: ${campaign.resultFolder} (${formatBytes(campaign.resultBytes)})\n`);
  const rows = runs.map(run => [
    String(run.number),
    ...run.values,
    String(run.repetition),
    run.state,
    run.end && run.state !== 'finished' ? describeRunEnd(run.end).sentence : '',
  ]);
  console.log(toTextTable(['run', ...campaign.iterationVariables, 'repetition', 'state', ''], rows));
  return exitCodes.good;
}

async function cancel(client: Client, { id }: Campaign): Promise<number> {
  await client.campaigns.cancel({ campaignId: id });
  return exitCodes.good;
}

async function retry(client: Client, { id }: Campaign, options: CommonOptions): Promise<number> {
  const { runs } = await client.campaigns.retryFailed({ campaignId: id });
  if (!options.json) console.error(`${formatCounted(runs, 'run')} again`);
  return follow(client, id, options);
}

async function runMissing(client: Client, { id }: Campaign, options: CommonOptions): Promise<number> {
  const { reasons } = await client.campaigns.runMissing({ campaignId: id });
  for (const { runs, reuse, reason } of options.json ? [] : reasons) {
    console.error(`${formatCounted(runs, 'run')} ${reuse ? 'reused' : 'to run'}: ${reason}`);
  }
  return follow(client, id, options);
}

async function follow(client: Client, id: Campaign['id'], { json }: CommonOptions): Promise<number> {
  const campaign = await followCampaign(client, id, json ?? false);
  if (json) console.log(JSON.stringify({ campaign }, undefined, 2));
  else await reportEnd(client, campaign);
  return exitCodeOf(campaign);
}

async function remove(client: Client, { id }: Campaign, { json }: CommonOptions): Promise<number> {
  const { freed } = await client.campaigns.delete({ campaignId: id, results: false });
  console.log(json ? JSON.stringify({ freed }) : `${formatBytes(freed)} freed; results stay where they are.`);
  return exitCodes.good;
}
