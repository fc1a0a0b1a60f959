import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Estimate, ExportFormat, ResultItem, ResultSource, ResultType } from '../../contract/results.ts';
import type { Client } from '../../renderer/client/client.ts';
import { formatBytes } from '../../renderer/words/format-bytes.ts';
import { formatCount, formatCounted, formatEstimate, formatWithUnit } from '../../renderer/words/format-number.ts';
import { exitCodes } from './follow-campaign.ts';
import { toTextTable } from './text-table.ts';

/** What can be asked about results on the command line. */
export interface ResultsQuestion {
  readonly where: Record<string, string[]>;
  readonly filter?: string;
  readonly type?: ResultType[];
  readonly items?: boolean;
  readonly runs?: boolean;
  readonly pivot?: string;
  readonly module?: string;
  readonly field?: string;
  readonly x?: string;
  readonly series?: string[];
  readonly confidence?: number;
  readonly format?: ExportFormat;
  readonly output?: string;
  readonly overwrite?: boolean;
}

/** A question, of which results, and how its answer is printed. */
export interface ResultsRequest extends ResultsQuestion {
  readonly source: ResultSource;
  readonly json: boolean;
}

/** The questions that are asked: those about results. */
export type ResultsClient = Pick<Client, 'results'>;

/** Answers a query, in words or as JSON, when all files are read. */
export async function queryResults(client: ResultsClient, request: ResultsRequest): Promise<number> {
  await waitForCatalogue(client, request);
  if (request.pivot !== undefined) await showPivot(client, request, request.pivot);
  else if (request.items) await showItems(client, request);
  else if (request.runs) await showRuns(client, request);
  else await showNames(client, request);
  return exitCodes.good;
}

/** Exports to a file, or through one to the standard output. */
export async function exportResults(client: ResultsClient, request: ResultsRequest): Promise<number> {
  await waitForCatalogue(client, request);
  if (request.output === '-') await exportToStandardOutput(client, request);
  else {
    const bytes = await exportTo(client, request, resolve(request.output ?? ''), request.overwrite ?? false);
    if (request.json) console.log(JSON.stringify({ path: resolve(request.output ?? ''), bytes }));
    else console.error(`${formatBytes(bytes)} in ${request.output}`);
  }
  return exitCodes.good;
}

async function exportToStandardOutput(client: ResultsClient, request: ResultsRequest): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-export-'));
  try {
    const path = join(folder, 'export');
    await exportTo(client, request, path, true);
    await pipeline(createReadStream(path), process.stdout, { end: false });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function exportTo(
  client: ResultsClient,
  { source, where, filter, type, format = 'CSV-R' }: ResultsRequest,
  destination: string,
  overwrite: boolean,
): Promise<number> {
  let bytes = 0;
  const order = { source, where, filter, types: type, format, destination, overwrite };
  for await (const work of client.results.export(order)) bytes = work.bytes;
  return bytes;
}

// On a terminal it can be seen how far it is; problems are told to everybody.
async function waitForCatalogue(client: ResultsClient, { source }: ResultsRequest): Promise<void> {
  for await (const { ready, files, indexed, problems } of client.results.watchCatalogue({ source })) {
    if (process.stderr.isTTY && files > 0)
      process.stderr.write(
        `\r\u001b[K${ready ? '' : `${formatCount(indexed)} of ${formatCounted(files, 'file')} read`}`,
      );
    if (!ready) continue;
    if (problems > 0) console.error(`simswarm: ${formatCounted(problems, 'file')} could not be read completely`);
    return;
  }
}

async function showNames(client: ResultsClient, { source, where, filter, type, json }: ResultsRequest): Promise<void> {
  const names = await client.results.names({ source, where, filter, types: type });
  if (json) return printJson(names);
  const rows = names.map(({ type: kind, name, modules, moduleCount, runs, unit = '', title = '' }) => [
    kind,
    name,
    moduleCount === 1 ? (modules[0] ?? '') : formatCounted(moduleCount, 'module'),
    formatCount(runs),
    unit,
    title,
  ]);
  print(toTextTable(['type', 'name', 'module', 'runs', 'unit', 'title'], rows));
}

const pageSize = 5000;

async function showItems(client: ResultsClient, request: ResultsRequest): Promise<void> {
  const { source, where, filter, type, json } = request;
  for (let offset = 0, total = 1; offset < total; offset += pageSize) {
    const page = await client.results.items({ source, where, filter, types: type, offset, limit: pageSize });
    total = page.total;
    // One object a line, so that a script need not hold all of them.
    if (json) for (const item of page.items) print(JSON.stringify(item));
    else print(toTextTable(['run', 'type', 'module', 'name', 'value'], page.items.map(describeItem)));
  }
}

function describeItem({ run, type, module, name, value, text, unit }: ResultItem): string[] {
  if (type === 'vector') return [run, type, module, name, value === undefined ? '' : formatCounted(value, 'sample')];
  return [run, type, module, name, value === undefined ? (text ?? '') : formatWithUnit(value, unit, 6)];
}

async function showRuns(client: ResultsClient, { source, json }: ResultsRequest): Promise<void> {
  const dimensions = await client.results.dimensions({ source });
  if (json) return printJson(dimensions);
  const rows = [
    ...dimensions.iterationVariables.map(dimension => ['iteration variable', ...describeDimension(dimension)]),
    ...dimensions.attributes.map(dimension => ['attribute', ...describeDimension(dimension)]),
  ];
  print(toTextTable(['', 'name', 'count', 'values'], rows));
  print(formatCounted(dimensions.runs, 'run'));
}

const valuesShown = 8;

function describeDimension({ name, values, valueCount }: { name: string; values: string[]; valueCount: number }) {
  const shown = values.slice(0, valuesShown).join(', ');
  return [name, formatCount(valueCount), valueCount > valuesShown ? `${shown}, …` : shown];
}

async function showPivot(client: ResultsClient, request: ResultsRequest, name: string): Promise<void> {
  const { source, where, filter, module, field, x, series, confidence, json } = request;
  const pivot = await client.results.pivot({ source, where, filter, name, module, field, x, series, confidence });
  if (json) return printJson(pivot);
  const header = [
    pivot.unit ? `${name} (${pivot.unit})` : name,
    ...pivot.xValues.map(value => (x ? `${x}=${value}` : 'all runs')),
  ];
  print(
    toTextTable(
      header,
      pivot.lines.map(line => [line.label, ...line.cells.map(describeEstimate)]),
    ),
  );
  if (pivot.valuesOmitted > 0)
    print(
      `${formatCounted(pivot.valuesOmitted, 'value')} of further lines not shown: a narrower filter or module shows them`,
    );
}

function describeEstimate(estimate: Estimate | undefined): string {
  if (!estimate) return '';
  const { n, mean, high } = estimate;
  return `${formatEstimate(mean, high === undefined ? undefined : high - mean)} (${n})`;
}

function printJson(value: unknown): void {
  print(JSON.stringify(value, undefined, 2));
}

function print(text: string): void {
  console.log(text);
}
