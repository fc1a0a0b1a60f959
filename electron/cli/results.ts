import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { ExportFormat, type ResultSource, ResultType } from '../../contract/results.ts';
import type { Client } from '../../renderer/client/client.ts';
import { findCampaign } from './campaigns.ts';
import { type CommonOptions, withApplication } from './command-context.ts';
import { exportResults, queryResults, type ResultsQuestion, type ResultsRequest } from './results-work.ts';

interface ResultsOptions extends CommonOptions, ResultsQuestion {
  readonly campaign?: string;
}

const filterHelp = `
Filters are those of OMNeT++: name =~ "queueingTime:*" AND module =~ **.queue; a pattern alone means the name. Fields are name, module, type, file, run,
attr:…, runattr:…, itervar:… and config:…; ? * ** {a-z} {5..10} [5..10] are patterns. Quote the filter from the shell.`;

const queryExamples = `
Examples:
  simswarm results query results                                  # what was recorded
  simswarm results query --campaign 3f2a --runs                   # iteration variables and attributes
  simswarm results query -f 'module =~ **.queue AND *:mean' --items
  simswarm results query --pivot queueingTime:mean -x load -s servers --where discipline=fifo,lifo
  simswarm results query --pivot delay:histogram --field max -x numHosts --json | jq '.lines[0].cells'
${filterHelp}`;

const exportExamples = `
Examples:
  simswarm results export results -F CSV-R -o results.csv         # for pandas and R
  simswarm results export --campaign 3f2a -F CSV-S -t scalar -o - # a table for spreadsheets, to the standard output
  simswarm results export -F JSON -f 'type =~ vector AND queueLength:vector' --where load=0.5 -o vectors.json
${filterHelp}`;

/** `simswarm results query` and `simswarm results export`: what the results screen does, for the shell. */
export function addResultsCommands(program: Command): void {
  const results = program.command('results').description('Look into result files, and export them.');
  addQuery(results);
  addExport(results);
}

function addQuery(results: Command): void {
  const query = results.command('query').summary('list results, runs, or one result over parameters');
  addSelection(query.description('Lists the names of what was recorded; or items, runs, or a pivot table.'))
    .option('--items', 'list every item with its value')
    .option('--runs', 'list iteration variables and run attributes with their values')
    .option('-p, --pivot <name>', 'average one result over repetitions, with its 95 % confidence interval')
    .option('-x, --x <variable>', 'for --pivot: the iteration variable along the table')
    .option('-s, --series <variables>', 'for --pivot: iteration variables that make separate lines', toList)
    .option('-m, --module <pattern>', 'for --pivot: which modules; each makes a line')
    .option('--field <field>', 'for --pivot of a statistic or vector: mean, count, stddev, min, max, sum')
    .option('--confidence <probability>', 'for --pivot: instead of 0.95', toProbability)
    .addHelpText('after', queryExamples)
    .action(perform(queryResults));
}

function addExport(results: Command): void {
  const command = results.command('export').summary('write results as CSV or JSON');
  addSelection(command.description('Writes results in the formats of OMNeT++’s own export tool.'))
    .addOption(new Option('-F, --format <format>', 'the format').choices(ExportFormat.options).default('CSV-R'))
    .requiredOption('-o, --output <file>', 'where to; - is the standard output')
    .option('--overwrite', 'replace a file that is there')
    .addHelpText('after', exportExamples)
    .action(perform(exportResults));
}

function addSelection(command: Command): Command {
  return command
    .argument('[folder]', 'a folder with result files in or below it', '.')
    .option('-c, --campaign <id>', 'a campaign’s results instead of a folder’s; the beginning of its id will do')
    .option('-f, --filter <filter>', 'which results, in OMNeT++’s filter language')
    .option('-t, --type <types>', `only ${ResultType.options.join(', ')}; several with commas`, toTypes)
    .option('-w, --where <variable=values>', 'only runs with these values; may be given again', collectWhere, {});
}

type Work = (client: Client, request: ResultsRequest) => Promise<number>;

function perform(work: Work) {
  return (folder: string, _options: ResultsOptions, command: Command) => {
    const options = command.optsWithGlobals<ResultsOptions>();
    return withApplication(options, async client => {
      const { json = false, campaign, ...rest } = options;
      return work(client, { ...rest, json, source: await toSource(client, folder, campaign) });
    });
  };
}

async function toSource(client: Client, folder: string, campaign: string | undefined): Promise<ResultSource> {
  if (campaign === undefined) return { folder: resolve(folder) };
  return { campaignId: (await findCampaign(client, campaign)).id };
}

function toList(text: string): string[] {
  return text.split(',').filter(part => part !== '');
}

function toTypes(text: string): ResultType[] {
  return toList(text).map(type => {
    const parsed = ResultType.safeParse(type.replace(/s$/, ''));
    if (!parsed.success) throw new InvalidArgumentError(`${type} is none of ${ResultType.options.join(', ')}.`);
    return parsed.data;
  });
}

function collectWhere(text: string, before: Record<string, string[]>): Record<string, string[]> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('It has to be variable=value,value….');
  return { ...before, [text.slice(0, at)]: toList(text.slice(at + 1)) };
}

function toProbability(text: string): number {
  const probability = Number(text);
  if (!(probability >= 0.5 && probability <= 0.9999))
    throw new InvalidArgumentError('It has to be from 0.5 to 0.9999.');
  return probability;
}
