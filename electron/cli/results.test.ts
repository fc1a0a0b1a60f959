import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { contract } from '../../contract/index.ts';
import { unpackNumbers } from '../../contract/results.ts';
import { type Client, createClient } from '../../renderer/client/client.ts';
import { openPortPipe } from '../../renderer/client/message-port.ts';
import { createPortHost } from '../host/message-port.ts';
import type { Services } from '../services/services.ts';
import { ResultsUnderTest } from '../testing/results-under-test.ts';
import { addResultsCommands } from './results.ts';
import { exportResults, queryResults, type ResultsRequest } from './results-work.ts';

let under: ResultsUnderTest;
let client: Client;
let channel: MessageChannel;
let printed: string[] = [];

beforeAll(() => {
  under = new ResultsUnderTest();
  under.copy('aloha');
  channel = new MessageChannel();
  createPortHost(onlyResults(), error => {
    throw error;
  }).offer(channel.port1);
  client = createClient(openPortPipe(channel.port2 as never));
});

/** A real pipe, so that answers are held to the contract; behind it nothing but results. */
function onlyResults(): Services {
  const silent = Object.entries(contract).map(([noun, questions]) => [
    noun,
    Object.fromEntries(Object.keys(questions).map(name => [name, () => Promise.reject(new Error('not asked here'))])),
  ]);
  return { ...Object.fromEntries(silent), results: under.service } as Services;
}

beforeEach(() => {
  printed = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => vi.restoreAllMocks());

afterAll(() => {
  channel.port1.close();
  return under.close();
});

async function ask(work: typeof queryResults, request: Partial<ResultsRequest>): Promise<string> {
  await work(client, { source: under.source, json: false, where: {}, ...request });
  return printed.join('\n');
}

describe('simswarm results query', () => {
  it('lists what was recorded', async () => {
    const text = await ask(queryResults, { filter: 'collision*:*' });
    expect(text.split('\n').map(line => line.split(/ {2,}/).slice(0, 4))).toEqual([
      ['type', 'name', 'module', 'runs'],
      [expect.stringMatching(/^─+$/), expect.anything(), expect.anything(), expect.anything()],
      ['scalar', 'collisionLength:mean', 'Aloha.server', '4'],
      ['scalar', 'collisionLength:sum', 'Aloha.server', '4'],
      ['scalar', 'collisionLength:max', 'Aloha.server', '4'],
      ['histogram', 'collisionLength:histogram', 'Aloha.server', '4'],
      ['histogram', 'collisionMultiplicity:histogram', 'Aloha.server', '4'],
    ]);
  });

  it('averages over repetitions', async () => {
    const text = await ask(queryResults, { pivot: 'collidedFrames:last', x: 'iaMean' });
    expect(text).toMatch(/iaMean=1 +iaMean=2/);
    expect(text).toMatch(/Aloha\.server +\S+ ± \d+ \(2\)/);
    const json = JSON.parse(await askJson({ pivot: 'collisionLength:histogram', field: 'count', x: 'iaMean' }));
    expect(json.lines[0].cells.map((cell: { n: number }) => cell.n)).toEqual([2, 2]);
  });

  async function askJson(request: Partial<ResultsRequest>): Promise<string> {
    printed = [];
    return ask(queryResults, { ...request, json: true });
  }

  it('lists items and runs, also for scripts', async () => {
    const filter = 'duration AND itervar:iaMean =~ 2';
    expect((await ask(queryResults, { items: true, filter })).split('\n').length).toBe(4);
    const items = (await askJson({ items: true, filter })).split('\n').map(line => JSON.parse(line));
    expect(items.map(({ type, name, value }) => [type, name, value])).toEqual([
      ['scalar', 'duration', 300],
      ['scalar', 'duration', 300],
    ]);
    expect(JSON.parse(await askJson({ runs: true }))).toMatchObject({ runs: 4 });
    printed = [];
    expect(await ask(queryResults, { runs: true })).toMatch(/iteration variable +iaMean +2 +1, 2/);
  });
});

describe('simswarm results export', () => {
  it('writes to a file', async () => {
    const output = join(under.root, 'out.csv');
    await ask(exportResults, {
      output,
      format: 'CSV-S',
      type: ['scalar'],
      filter: 'duration',
      where: { iaMean: ['1'] },
    });
    expect(readFileSync(output, 'utf8').split('\n').slice(0, 2)).toEqual([
      'run,iaMean,numHosts,repetition,module,name,value',
      'PureAlohaExperiment-0-20261123-17:28:25-12980,1,10,0,Aloha.server,duration,300',
    ]);
    await expect(ask(exportResults, { output })).rejects.toMatchObject({ code: 'file.exists' });
  });
});

it('every answer holds to the contract, on its way through a pipe', async () => {
  const { source } = under;
  const { items } = await client.results.items({ source, types: ['vector'] });
  const [vector] = await client.results.vectors({ source, ids: [items[0]!.id], columns: 50 });
  expect(unpackNumbers(vector!.times).length).toBe(unpackNumbers(vector!.values).length);
  const [histogram] = await client.results.histograms({ source, name: 'collisionLength:histogram' });
  expect(histogram!.edges.length).toBe(histogram!.values.length + 1);
  expect((await client.results.files({ source })).total).toBe(12);
  expect((await client.results.notebook({ source })).python).toContain('read_result_files');
  const work = client.results.copy({
    source,
    paths: ['PureAlohaExperiment-numHosts=10,iaMean=1-#0.sca'],
    destination: join(under.root, 'copied'),
  });
  for await (const { phase } of work) if (phase === 'done') expect(phase).toBe('done');
  await expect(client.results.items({ source, filter: 'a =~' })).rejects.toMatchObject({
    code: 'results.filter-invalid',
  });
});

it('the help has examples and explains filters', () => {
  const program = new Command('simswarm').exitOverride();
  let help = '';
  addResultsCommands(program);
  for (const command of program.commands[0]!.commands) {
    command.configureOutput({
      writeOut: text => {
        help += text;
      },
    });
    command.outputHelp();
  }
  expect(help).toContain('simswarm results query --pivot queueingTime:mean -x load');
  expect(help).toContain('simswarm results export results -F CSV-R -o results.csv');
  expect(help).toContain('module =~ **.queue');
});
