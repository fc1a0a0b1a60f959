import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../../contract/failure.ts';
import type { Configuration, Expansion, Finding, Project } from '../../../contract/projects.ts';
import type { Services } from '../../../electron/services/services.ts';
import { expand, projectFolder, type Variable } from './campaigns-data.ts';

type Table = ReadonlyArray<
  readonly [name: string, description: string, variables: readonly Variable[], repeat: number]
>;

const table: Table = [
  [
    'Quick',
    'M/M/1: arrival and service rates, 36 short runs',
    [
      ['interarrivalTime', ['1', '1.25', '2']],
      ['serviceTime', ['0.2', '0.4', '0.6', '0.8']],
    ],
    3,
  ],
  [
    'Wide',
    'M/M/c: 444 very short runs; servers, load and places to wait',
    [
      ['servers', ['1', '2', '4', '8']],
      ['load', ['0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9']],
      ['capacity', ['-1', '5', '20']],
    ],
    3,
  ],
  [
    'Disciplines',
    'Who is served first, and what it does to the queueing time',
    [['discipline', ['"fifo"', '"lifo"', '"priority"', '"shortest"']]],
    3,
  ],
  [
    'ManyRuns',
    '10,000 runs that do nearly nothing',
    [
      ['interarrivalTime', Array.from({ length: 10 }, (_, index) => String(index + 1))],
      ['serviceTime', Array.from({ length: 10 }, (_, index) => String((index + 1) / 10))],
    ],
    100,
  ],
  ['Endless', 'Has no limit: goes on until it is stopped, without a percentage', [], 1],
];

const configurations: Configuration[] = [
  ...table.map(([name, description, variables, repeat], index) => ({
    name,
    description,
    inherits: ['Study', 'General'],
    abstract: false,
    network: 'MM1',
    iterationVariables: variables.map(([variable]) => variable),
    repeat: String(repeat),
    ...(name !== 'Endless' && { simTimeLimit: '60000s' }),
    line: 18 + index * 14,
  })),
  {
    name: 'Study',
    description: 'What the studies share; not to be run',
    inherits: ['General'],
    abstract: true,
    network: 'MM1',
    iterationVariables: [],
    line: 9,
  },
];

const project: Project = {
  folder: projectFolder,
  asked: '',
  profile: {
    kind: 'custom',
    name: 'Queueing networks (example)',
    build: { commands: [['make', '-j', '{jobs}', 'MODE={mode}']] },
    artifact: { include: ['queueing'], exclude: [] },
    run: ['{root}/queueing'],
    list: ['{root}/queueing'],
    environment: {},
  },
  repository: {
    root: projectFolder,
    remote: 'git@git.example.org:ada/queueing.git',
    commit: '4f2a91c0d5b7e86f3a1c2d4e5f60718293a4b5c6',
    branch: 'main',
    dirty: { count: 2, files: ['omnetpp.ini', 'src/nodes/queue.cc'] },
    unpushedCommits: 1,
    submodules: [],
  },
  iniFiles: [{ path: 'omnetpp.ini', workingDirectory: '', includes: [], configurations }],
  problems: [],
};

/** What the scripted project does about compiling. */
export interface ProjectPlan {
  /** Whether it is compiled when the page first asks. */
  readonly built: boolean;
  readonly buildFails: boolean;
  /** Compiling never comes to an end, so that whoever looks finds it going on. */
  readonly keepsCompiling: boolean;
}

/** A project whose configurations expand as the example's do, without any simulation behind them. */
export function createScriptedProjects(plan: ProjectPlan): Services['projects'] {
  let built = plan.built;
  return {
    read: async ({ folder }) => {
      if (folder.includes('nowhere')) throw new Failure('project.not-a-folder', { path: folder });
      if (folder.includes('empty')) throw new Failure('project.no-configurations', { path: folder });
      return project;
    },
    recent: async () => ({ folders: [], example: projectFolder, home: '/home/ada' }),
    forget: async () => undefined,
    browse: async ({ folder }) => browse(folder),
    build: async function* (_input, signal) {
      const lines: string[] = [];
      for (let step = 0; step < 24 && !signal.aborted; step++) {
        lines.push(`g++ -std=c++17 -O2 -c src/nodes/part-${step}.cc -o out/release/part-${step}.o`);
        yield { phase: 'building' as const, progress: { stage: 'Compiling', fraction: step / 24 }, lines: [...lines] };
        await pause(80, undefined, { signal }).catch(() => undefined);
      }
      while (plan.keepsCompiling && !signal.aborted) {
        await pause(60_000, undefined, { signal }).catch(() => undefined);
      }
      // Whoever leaves ends the compiler.
      if (signal.aborted) return;
      if (plan.buildFails) {
        const failure = {
          code: 'build.failed' as const,
          details: { command: ['make'], exitCode: 2, lines: ['queue.cc:118: error: ‘serviceTyme’ was not declared'] },
          causes: [],
        };
        yield { phase: 'failed' as const, failure, lines };
        return;
      }
      built = true;
      const build = {
        key: 'b1f09c',
        label: '4f2a91c+9d1e',
        mode: 'release' as const,
        reused: false,
        seconds: 11.8,
        size: 1_830_000,
      };
      yield { phase: 'ready' as const, build, lines };
    },
    expand: async ({ folder, configuration, runFilter }, signal) => {
      if (!built) throw new Failure('project.not-built', { folder });
      await pause(configuration === 'ManyRuns' ? 300 : 60, undefined, { signal });
      return expandFiltered(configuration, runFilter);
    },
    preflight: async ({ configuration, runFilter }) => findings(configuration, runFilter),
  };
}

function browse(folder: string) {
  const entry = (name: string, looksLikeProject = false) => ({ name, path: `${folder}/${name}`, looksLikeProject });
  const inModels = folder.endsWith('/models');
  return {
    folder,
    ...(folder !== '/' && { parent: folder.replace(/\/[^/]+$/, '') || '/' }),
    entries: inModels
      ? [entry('inet', true), entry('queueing', true), entry('notes')]
      : [entry('documents'), entry('models')],
  };
}

function expandFiltered(configuration: string, filter: string | undefined): Expansion {
  const [, , variables = [], repetitions = 1] = table.find(([name]) => name === configuration) ?? [];
  const iterationVariables = variables.map(([name]) => name);
  const rows = expand({ id: 'x', variables, repetitions });
  const clauses = (filter ?? '')
    .split('&&')
    .map(clause => clause.trim())
    .filter(Boolean);
  const tests = clauses.map(clause => toTest(clause, iterationVariables));
  const runs = rows
    .filter(row => tests.every(test => test(row.values, row.repetition)))
    .map(({ number, values, repetition }) => ({ number, values, repetition }));
  return { iterationVariables, runs };
}

function toTest(clause: string, variables: readonly string[]) {
  const [, name = '', operator, wanted = ''] = /^\$(\w+)\s*(==|<|>)\s*(\S+)$/.exec(clause) ?? [];
  const index = variables.indexOf(name);
  if (operator === undefined || (index < 0 && name !== 'repetition')) {
    const stderr = `\n<!> Error: Cannot evaluate run filter '${clause}': syntax error, or an unknown iteration variable\n`;
    throw new Failure('project.expand-failed', {
      command: ['./queueing', '-q', 'runs', '-r', clause],
      exitCode: 1,
      stderr,
    });
  }
  return (values: readonly string[], repetition: number) => {
    const value = name === 'repetition' ? repetition : Number(values[index]);
    if (operator === '==') return value === Number(wanted);
    return operator === '<' ? value < Number(wanted) : value > Number(wanted);
  };
}

function findings(configuration: string, filter: string | undefined): Finding[] {
  const dirty: Finding = {
    id: 'dirty-tree',
    severity: 'note',
    facts: { files: 2, names: ['omnetpp.ini', 'src/nodes/queue.cc'] },
  };
  const unpushed: Finding = { id: 'unpushed-commit', severity: 'note', facts: { commits: 1 } };
  const endless: Finding = {
    id: 'unbounded-time',
    severity: 'warning',
    facts: { configuration },
    fix: { action: 'add-option', option: '--sim-time-limit=1000s' },
  };
  const vectors: Finding = {
    id: 'vectors-large',
    severity: 'warning',
    facts: { expected: 48_000_000_000, room: 21_000_000_000, runs: 10_000 },
    fix: { action: 'add-option', option: '--**.vector-recording=false' },
  };
  const overwritten: Finding = {
    id: 'results-overwritten',
    severity: 'warning',
    facts: { files: 36 },
  };
  if (configuration === 'Endless') return [endless, dirty];
  if (configuration === 'ManyRuns') return [vectors, dirty];
  return filter === undefined ? [overwritten, dirty, unpushed] : [dirty, unpushed];
}
