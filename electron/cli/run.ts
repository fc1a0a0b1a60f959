import { relative, resolve, sep } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CampaignRequest } from '../../contract/campaigns.ts';
import { localClusterId } from '../../contract/clusters.ts';
import { Failure, fromFailureRecord } from '../../contract/failure.ts';
import type { IniFile, Project } from '../../contract/projects.ts';
import type { Client } from '../../renderer/client/client.ts';
import { formatCounted } from '../../renderer/words/format-number.ts';
import { findCluster } from './clusters.ts';
import { type CommonOptions, rowsOf, withApplication } from './command-context.ts';
import { exitCodeOf, exitCodes, followCampaign, reportEnd } from './follow-campaign.ts';
import { toTextTable } from './text-table.ts';

interface RunOptions extends CommonOptions {
  readonly configuration?: string;
  readonly ini?: string;
  readonly runs?: string;
  readonly repeat?: number;
  readonly option: string[];
  readonly jobs?: number;
  readonly debug?: boolean;
  readonly limitTime?: number;
  readonly limitCpu?: number;
  readonly limitMemory?: number;
  readonly reuse: boolean;
  readonly priority?: number;
  readonly dryRun?: boolean;
  readonly cluster?: string;
}

const examples = `
Examples:
  simswarm run -c PureAlohaExperiment -r '$numHosts==10'
  simswarm run -c Quick -f simulations/omnetpp.ini --repeat 20 ~/models/aloha
  simswarm run -c Wide --limit-time 60 -o sim-time-limit=100s -o '**.vector-recording=false'
  simswarm run -c Quick --dry-run --json | jq '.runs | length'

Runs whose results are already there, unchanged and from the same source, are not run again; --no-reuse runs everything anew.
Exit code: 0 when every run has its results, 1 when one failed, 130 when it was cancelled.`;

/** `simswarm run`: what users of opp_runall expect, and no less. */
export function addRunCommand(program: Command): void {
  program
    .command('run')
    .summary('build a project and execute a configuration’s runs')
    .description(
      'Builds the project once, executes every run of a configuration, and puts the results where a local run would have put them.',
    )
    .argument('[folder]', 'the project, or a folder inside it', '.')
    .option('-c, --configuration <name>', 'the configuration; needed when the ini file has several')
    .option('-f, --ini <file>', 'the ini file, relative to the folder', 'omnetpp.ini')
    .option('-r, --runs <filter>', 'which runs: numbers (0,3,5..9) or an expression over iteration variables')
    .option('--repeat <count>', 'how many repetitions, instead of what the ini file says', toCount)
    .option('-o, --option <key=value>', 'an entry that overrides the ini file; may be given again', collect, [])
    .option('-j, --jobs <count>', 'at most this many runs at once', toCount)
    .option('-d, --debug', 'build and run in debug mode')
    .option('--limit-time <seconds>', 'stop a run that takes longer', toNumber)
    .option('--limit-cpu <seconds>', 'stop a run that computes longer', toNumber)
    .option('--limit-memory <MiB>', 'stop a run that uses more memory', toNumber)
    .option('--no-reuse', 'run everything, also what has valid results')
    .addOption(new Option('--priority <number>', 'higher goes first (−10 to 10)').argParser(toInteger))
    .option('--cluster <name>', 'where to run; this computer by default')
    .option('--dry-run', 'only build, and list the runs the configuration comes to')
    .addHelpText('after', examples)
    .action((folder: string, _options: RunOptions, command: Command) => {
      const options = command.optsWithGlobals<RunOptions>();
      return withApplication(options, client => run(client, folder, options));
    });
}

async function run(client: Client, folder: string, options: RunOptions): Promise<number> {
  const project = await client.projects.read({ folder: resolve(folder) });
  const request = await toRequest(client, project, options);
  if (options.dryRun) return showRuns(client, project, request, options);
  const { campaignId } = await client.campaigns.submit(request);
  const campaign = await followCampaign(client, campaignId, options.json ?? false);
  if (options.json) {
    const runs = await rowsOf(client.runs.watch({ campaignId }));
    console.log(JSON.stringify({ campaign, runs }, undefined, 2));
  } else await reportEnd(client, campaign);
  return exitCodeOf(campaign);
}

async function toRequest(client: Client, project: Project, options: RunOptions): Promise<CampaignRequest> {
  const iniFile = findIniFile(project, options.ini ?? 'omnetpp.ini');
  const { limitTime, limitCpu, limitMemory } = options;
  const repeat = options.repeat === undefined ? [] : [`--repeat=${options.repeat}`];
  return {
    folder: project.folder,
    iniFile: iniFile.path,
    configuration: findConfiguration(iniFile, options.configuration),
    options: [...repeat, ...options.option.map(toArgument)],
    mode: options.debug ? 'debug' : 'release',
    clusterId: options.cluster === undefined ? localClusterId : (await findCluster(client, options.cluster)).id,
    limits: {
      ...(limitTime === undefined ? {} : { wallSeconds: limitTime }),
      ...(limitCpu === undefined ? {} : { cpuSeconds: limitCpu }),
      ...(limitMemory === undefined ? {} : { memoryBytes: Math.round(limitMemory * 1024 * 1024) }),
    },
    reuse: options.reuse,
    priority: options.priority ?? 0,
    ...(options.runs === undefined ? {} : { runFilter: options.runs }),
    ...(options.jobs === undefined ? {} : { atOnce: options.jobs }),
  };
}

function findIniFile(project: Project, name: string): IniFile {
  const asked = relative(project.folder, resolve(project.folder, project.asked, name))
    .split(sep)
    .join('/');
  const found = project.iniFiles.find(({ path }) => path === asked);
  if (!found) throw new Failure('file.not-found', { path: resolve(project.folder, asked) });
  return found;
}

function findConfiguration({ configurations }: IniFile, wanted: string | undefined): string {
  const known = configurations.filter(({ abstract }) => !abstract).map(({ name }) => name);
  const [only, ...others] = known.filter(name => name !== 'General');
  if (wanted !== undefined) return wanted;
  if (only !== undefined && others.length === 0) return only;
  if (only === undefined && known.includes('General')) return 'General';
  throw new Failure('project.unknown-configuration', { configuration: '', known });
}

async function showRuns(
  client: Client,
  { folder }: Project,
  request: CampaignRequest,
  { json }: RunOptions,
): Promise<number> {
  await build(client, folder, request);
  const { iterationVariables, runs } = await client.projects.expand(request);
  if (json) console.log(JSON.stringify({ iterationVariables, runs }, undefined, 2));
  else {
    const rows = runs.map(({ number, values, repetition }) => [String(number), ...values, String(repetition)]);
    console.log(toTextTable(['run', ...iterationVariables, 'repetition'], rows));
    console.log(formatCounted(runs.length, 'run'));
  }
  return exitCodes.good;
}

async function build(client: Client, folder: string, { mode }: CampaignRequest): Promise<void> {
  for await (const state of client.projects.build({ folder, mode })) {
    for (const line of state.lines) console.error(line);
    if (state.phase === 'failed') throw fromFailureRecord(state.failure);
  }
}

function toArgument(entry: string): string {
  return entry.startsWith('--') ? entry : `--${entry}`;
}

function collect(entry: string, before: string[]): string[] {
  if (!/^(--)?[^\s=]+=/.test(entry)) throw new InvalidArgumentError('It has to be key=value.');
  return [...before, entry];
}

function toNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('It has to be a number above zero.');
  return number;
}

function toCount(text: string): number {
  if (!Number.isInteger(toNumber(text))) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}

function toInteger(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || Math.abs(number) > 10)
    throw new InvalidArgumentError('It has to be from −10 to 10.');
  return number;
}
