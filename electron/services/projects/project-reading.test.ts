import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRunConfigReader } from '../../../worker-images/worker/effective-configuration.ts';
import { parseRunList } from '../../../worker-images/worker/expansion.ts';
import { readNedPath, toNedPathArgument } from '../../../worker-images/worker/ned-path.ts';
import { toConfigurations } from './configurations.ts';
import { parseIni } from './ini-file.ts';
import { readProject } from './read-project.ts';

const work = mkdtempSync(join(tmpdir(), 'simswarm-projects-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const recordings = join(import.meta.dirname, 'fixtures');
const recording = (name: string) => readFileSync(join(recordings, `${name}.stdout`), 'utf8');

function makeFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(work, 'project-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const noRepository = async () => undefined;

const ini = `
sim-time-limit = 10s   # before any heading: [General]
[General]
network = Net
description = "has a # inside"
[Config Base]
abstract = true
**.load = \${load=0.1,0.5,0.9}
[Left]
extends = Base
[Config Right]
extends = Base
description = "the right one"
**.size = \${1,2,4} \\
   bytes
[Config Both]
extends = Left, Right
repeat = 5
`;

describe('an ini file', () => {
  const neverIncludes = () => {
    throw new Error('nothing is included');
  };
  const configurations = toConfigurations(parseIni(ini, 'omnetpp.ini', neverIncludes));
  const named = (name: string) => configurations.find(configuration => configuration.name === name);

  it('has configurations under both kinds of heading', () => {
    expect(configurations.map(configuration => configuration.name)).toEqual([
      'General',
      'Base',
      'Left',
      'Right',
      'Both',
    ]);
  });

  it('inherits depth first, General last', () => {
    expect(named('Both')).toMatchObject({
      inherits: ['Left', 'Base', 'Right', 'General'],
      repeat: '5',
      network: 'Net',
      simTimeLimit: '10s',
    });
  });

  it('tells description, abstract and iteration variables', () => {
    expect(named('Base')).toMatchObject({ abstract: true, iterationVariables: ['load'] });
    expect(named('Right')).toMatchObject({
      abstract: false,
      description: 'the right one',
      iterationVariables: ['0', 'load'],
    });
    expect(named('General')).toMatchObject({ description: 'has a # inside' });
  });

  it('says where it is broken', () => {
    expect(() => parseIni('[General]\nnonsense\n', 'x.ini', neverIncludes)).toThrow(
      expect.objectContaining({ code: 'project.ini-invalid', details: expect.objectContaining({ line: 2 }) }),
    );
  });
});

describe('a run list', () => {
  it('is read as recorded, silent and verbose', () => {
    for (const name of ['q-runs', 'q-runs-verbose']) {
      const { runs, iterationVariables } = parseRunList(recording(name));
      expect(iterationVariables).toEqual(['numHosts', 'iaMean']);
      expect(runs).toHaveLength(42);
      expect(runs[41]).toEqual({ number: 41, values: ['20', '9'], repetition: 1 });
    }
    expect(parseRunList(recording('q-runs-filtered')).runs.map(run => run.number)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('keeps commas and quotes inside values, unnamed variables and their order', () => {
    const { runs, iterationVariables } = parseRunList(
      'Run 3: $proto="tcp, $x", $0=1, $range=uniform(1,2), $repetition=4\nRun 4:\n',
    );
    expect(iterationVariables).toEqual(['proto', '0', 'range']);
    expect(runs).toEqual([
      { number: 3, values: ['"tcp, $x"', '1', 'uniform(1,2)'], repetition: 4 },
      { number: 4, values: [], repetition: 0 },
    ]);
  });

  it('reads ten thousand runs in well under a second', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, n) => `Run ${n}: $a=${n % 100}, $b=${n % 7}, $repetition=${n % 10}`,
    ).join('\n');
    const startedAt = performance.now();
    expect(parseRunList(text).runs).toHaveLength(10_000);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('effective configurations', () => {
  const read = (text: string) => {
    const reader = createRunConfigReader();
    return [...text.split('\n').map(reader.line), reader.end()].filter(found => found !== undefined);
  };

  it('are one per run, alike for repetitions, different for other values', () => {
    const found = read(recording('q-runconfig'));
    expect(found).toHaveLength(42);
    expect(found[0]?.entries).toContainEqual({ key: 'Aloha.txRate', value: '9.6kbps' });
    expect(found[0]?.hash).toBe(found[1]?.hash);
    expect(found[0]?.hash).not.toBe(found[2]?.hash);
  });

  it('do not change when repetitions are added or words are', () => {
    const [before] = read('Run 0: $a=1, $repetition=0\n\trepeat = 2\n\tdescription = "x"\n\tsim-time-limit = 1s\n');
    const [after] = read('Run 0: $a=1, $repetition=0\n\trepeat = 20\n\tdescription = "y"\n\tsim-time-limit = 1s\n');
    const [other] = read('Run 0: $a=1, $repetition=0\n\trepeat = 2\n\tsim-time-limit = 2s\n');
    expect(after?.hash).toBe(before?.hash);
    expect(other?.hash).not.toBe(before?.hash);
  });
});

describe('a project folder', () => {
  it('with simswarm.json is custom, also from a folder inside its repository', async () => {
    const folder = makeFolder({
      'simswarm.json': JSON.stringify({ name: 'Mine', run: ['{root}/mine', '-c', '{configuration}', '-r', '{run}'] }),
      'a/omnetpp.ini': ini,
      'results/old.ini': '[General]',
    });
    const project = await readProject(join(folder, 'a'), async () => ({
      root: folder,
      dirty: { count: 0, files: [] },
      submodules: [],
    }));
    expect(project).toMatchObject({
      folder,
      asked: 'a',
      profile: { kind: 'custom', name: 'Mine', list: ['{root}/mine', '-c', '{configuration}', '-s'] },
    });
    expect(project.iniFiles).toMatchObject([{ path: 'a/omnetpp.ini', workingDirectory: 'a' }]);
  });

  it('offers omnetpp.ini before its neighbours', async () => {
    const folder = makeFolder({ 'akaroa.ini': ini, 'omnetpp.ini': ini, 'zoo.ini': ini, Makefile: 'all:\n' });
    const { iniFiles } = await readProject(folder, async () => undefined);
    expect(iniFiles.map(({ path }) => path)).toEqual(['omnetpp.ini', 'akaroa.ini', 'zoo.ini']);
  });

  it('of INET is known by its NED folders', async () => {
    const folder = makeFolder({
      '.nedfolders': 'src\nexamples\n# comment\n',
      '.nedexclusions': 'inet.x\n',
      'src/inet/a.ned': '',
      'examples/omnetpp.ini': ini,
    });
    expect((await readProject(folder, noRepository)).profile.kind).toBe('inet');
    const path = readNedPath(folder);
    expect(path).toEqual({ folders: ['src', 'examples'], excludedPackages: ['inet.x'] });
    expect(toNedPathArgument('/r', path)).toBe('/r/src;/r/examples');
  });

  it('of a model without a makefile has one made, as the IDE would; one of NED alone is not compiled', async () => {
    const model = makeFolder({ 'omnetpp.ini': ini, 'nodes/Host.cc': '' });
    const { profile, folder } = await readProject(model, noRepository);
    const name = basename(folder);
    expect(profile.build?.commands).toEqual([
      ['opp_makemake', '-f', '--deep', '-O', 'out', '-o', name],
      ['make', '-j', '{jobs}', 'MODE={mode}'],
    ]);
    expect(profile.run[0]).toBe(`{root}/${name}{debugSuffix}`);
    const ned = await readProject(makeFolder({ 'omnetpp.ini': ini, 'Net.ned': '' }), noRepository);
    expect(ned.profile.build).toBeUndefined();
    expect(ned.profile.run[0]).toBe('opp_run{runSuffix}');
  });

  it('of a plain model runs the program its makefile makes', async () => {
    const folder = makeFolder({
      Makefile: 'TARGET_NAME = aloha$(D)\n',
      'omnetpp.ini': 'include common.ini\n',
      'common.ini': '[General]\nnetwork = A\n',
    });
    const project = await readProject(folder, noRepository);
    expect(project.profile).toMatchObject({
      kind: 'omnetpp',
      run: expect.arrayContaining(['{root}/aloha{debugSuffix}']),
    });
    expect(project.iniFiles.find(file => file.path === 'omnetpp.ini')).toMatchObject({
      includes: ['common.ini'],
      configurations: [{ network: 'A' }],
    });
  });

  it('tells what is wrong with it', async () => {
    await expect(readProject(join(work, 'missing'), noRepository)).rejects.toMatchObject({
      code: 'project.not-a-folder',
    });
    const broken = makeFolder({ 'simswarm.json': '{ "name": 3 }' });
    await expect(readProject(broken, noRepository)).rejects.toMatchObject({ code: 'project.profile-invalid' });
    const circle = makeFolder({ 'omnetpp.ini': 'include omnetpp.ini\n', 'lost.ini': 'include nowhere.ini\n' });
    const project = await readProject(circle, noRepository);
    expect(project.iniFiles.map(file => file.problem?.code)).toEqual(['project.ini-invalid', 'file.not-found']);
    const empty = await readProject(makeFolder({}), noRepository);
    expect(empty.problems).toMatchObject([{ code: 'project.no-configurations' }]);
  });
});
