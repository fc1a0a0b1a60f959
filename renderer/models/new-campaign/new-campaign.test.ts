// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../contract/failure.ts';
import type { Configuration, Project } from '../../../contract/projects.ts';
import type { App } from '../app.ts';
import { createTestLine, Fed, settle } from '../test-line.ts';
import { watchPlain } from '../watched.ts';
import { lastFolder, suggestConfiguration } from './draft.ts';
import { NewCampaign } from './new-campaign.ts';

function configuration(name: string, abstract = false): Configuration {
  return { name, abstract, inherits: [], iterationVariables: [], line: 1 };
}

function project(...files: Array<[path: string, workingDirectory: string, configurations: Configuration[]]>): Project {
  const iniFiles = files.map(([path, workingDirectory, configurations]) => ({
    path,
    workingDirectory,
    configurations,
    includes: [],
  }));
  return { folder: '/p', asked: '', profile: {} as Project['profile'], iniFiles, problems: [] };
}

const queueing = project([
  'omnetpp.ini',
  '',
  [configuration('General'), configuration('Base', true), configuration('Quick'), configuration('Wide')],
]);

interface Asked {
  readonly expansions: Array<{ configuration: string; runFilter?: string; options?: string[] }>;
  readonly submitted: object[];
  builds: number;
}

function openNewCampaign(options: { built?: boolean; example?: string; preset?: object; clusters?: string[] } = {}) {
  const asked: Asked = { expansions: [], submitted: [], builds: 0 };
  let built = options.built ?? true;
  const client = {
    projects: {
      read: async () => queueing,
      recent: async () => ({ folders: [], example: options.example, home: '/home' }),
      expand: async (request: Asked['expansions'][number]) => {
        asked.expansions.push(request);
        if (!built) throw new Failure('project.not-built', { folder: '/p' });
        return { iterationVariables: [], runs: [{ number: 0, values: [], repetition: 0 }] };
      },
      preflight: async () => [],
      build: async function* () {
        asked.builds++;
        built = true;
        yield { phase: 'ready', build: {}, lines: [] };
      },
    },
    campaigns: {
      submit: async (request: object) => {
        asked.submitted.push(request);
        return { campaignId: 'c1' };
      },
    },
  };
  const line = createTestLine(client);
  const nothing = new Fed<never>();
  const watched = watchPlain(line, () => nothing.watch());
  const clusters = options.clusters ? { value: new Map(options.clusters.map(id => [id, {}])) } : watched;
  const app = { connection: line, campaigns: watched, clusters } as unknown as App;
  const model = new NewCampaign(app, '/p', options.preset);
  model.open();
  return { model, asked };
}

// Longer than the pause after typing.
const rested = () => settle(320);

beforeEach(() => localStorage.clear());

describe('which configuration is suggested', () => {
  it('is the first that is meant to be run', () => {
    expect(suggestConfiguration(queueing)?.configuration.name).toBe('Quick');
    expect(suggestConfiguration(project(['a.ini', '', [configuration('General')]]))?.configuration.name).toBe(
      'General',
    );
    expect(suggestConfiguration(project(['a.ini', '', [configuration('Base', true)]]))).toBeUndefined();
  });

  it('is of the folder that was asked for, where it has any', () => {
    const inet = {
      ...project(
        ['omnetpp.ini', '', [configuration('Root')]],
        ['examples/aloha/omnetpp.ini', 'examples/aloha', [configuration('Aloha')]],
      ),
      asked: 'examples/aloha',
    };
    expect(suggestConfiguration(inet)).toMatchObject({
      iniFile: 'examples/aloha/omnetpp.ini',
      configuration: { name: 'Aloha' },
    });
  });
});

describe('a campaign in the making', () => {
  it('reads the project, suggests a configuration and asks for its runs', async () => {
    const { model, asked } = openNewCampaign();
    await settle(5);
    expect(model.read().chosen?.configuration.name).toBe('Quick');
    expect(asked.expansions).toMatchObject([{ folder: '/p', iniFile: 'omnetpp.ini', configuration: 'Quick' }]);
    expect(model.expansion.read().answer?.runs).toHaveLength(1);
    model.close();
  });

  it('asks once when typing rests, not for every letter', async () => {
    const { model, asked } = openNewCampaign();
    await settle(5);
    for (const runFilter of ['$', '$lo', '$load==1']) model.set({ runFilter });
    expect(model.read().draft.runFilter).toBe('$load==1');
    await rested();
    expect(asked.expansions.map(({ runFilter }) => runFilter)).toEqual([undefined, '$load==1']);
    model.close();
  });

  it('takes what an address chose, and remembers what was chosen for the next time', async () => {
    const first = openNewCampaign({ preset: { configuration: 'Wide', runFilter: '$x==1' } });
    await settle(5);
    expect(first.asked.expansions).toMatchObject([{ configuration: 'Wide', runFilter: '$x==1' }]);
    first.model.addOption('--sim-time-limit=1s');
    first.model.addOption('--sim-time-limit=2s');
    await rested();
    first.model.close();
    expect(lastFolder()).toBe('/p');
    const second = openNewCampaign();
    await settle(5);
    expect(second.asked.expansions).toMatchObject([{ configuration: 'Wide', options: ['--sim-time-limit=2s'] }]);
    second.model.close();
  });

  it('goes to the cluster that an address chose, and to this computer when that one is gone', async () => {
    const known = openNewCampaign({ preset: { clusterId: 'lab' }, clusters: ['local', 'lab'] });
    await settle(5);
    expect(known.model.request()?.clusterId).toBe('lab');
    known.model.close();
    const gone = openNewCampaign({ preset: { clusterId: 'gone' }, clusters: ['local', 'lab'] });
    await settle(5);
    expect(gone.model.request()?.clusterId).toBe('local');
    gone.model.close();
  });

  it('forgets the filter with the configuration it was written for', async () => {
    const { model, asked } = openNewCampaign({ preset: { configuration: 'Wide', runFilter: '$x==1' } });
    await settle(5);
    model.choose({ iniFile: 'omnetpp.ini', configuration: configuration('Quick') });
    await settle(5);
    expect(asked.expansions.at(-1)).not.toHaveProperty('runFilter');
    model.close();
  });

  it('compiles the example by itself, but not a project that was never run', async () => {
    const unknown = openNewCampaign({ built: false });
    await settle(20);
    expect(unknown.asked.builds).toBe(0);
    expect(unknown.model.expansion.read().failure?.code).toBe('project.not-built');
    const example = openNewCampaign({ built: false, example: '/p' });
    await settle(20);
    expect(example.asked.builds).toBe(1);
    expect(example.model.expansion.read().phase).toBe('answered');
    unknown.model.close();
    example.model.close();
  });

  it('submits what was chosen', async () => {
    const { model, asked } = openNewCampaign();
    await settle(5);
    model.set({ reuse: false, runFilter: '  ' });
    expect(await model.submit()).toBe('c1');
    expect(asked.submitted).toMatchObject([{ folder: '/p', configuration: 'Quick', clusterId: 'local', reuse: false }]);
    expect(asked.submitted[0]).not.toHaveProperty('runFilter');
    model.close();
  });
});
