import { z } from 'zod';
import type { ProjectProfile } from '../../../contract/projects.ts';

/** What a project may say about itself in `simswarm.json`; everything is an argument list, never a shell line. */
export const ProjectFile = z.strictObject({
  name: z.string().min(1),
  build: z
    .strictObject({ command: z.array(z.string()).min(1), clean: z.array(z.string()).min(1).optional() })
    .optional(),
  artifact: z
    .strictObject({ include: z.array(z.string()).default(['**']), exclude: z.array(z.string()).default([]) })
    .prefault({}),
  run: z.array(z.string()).min(1),
  list: z.array(z.string()).min(1).optional(),
  environment: z.record(z.string(), z.string()).default({}),
});

/** The profile a `simswarm.json` describes. */
export function toCustomProfile(file: z.infer<typeof ProjectFile>): ProjectProfile {
  const { name, build, artifact, run, environment } = file;
  const list = file.list ?? [...run.filter((_, index) => !isRunNumber(run, index)), '-s'];
  return {
    kind: 'custom',
    name,
    artifact,
    run,
    list,
    environment,
    ...(build ? { build: { commands: [build.command], ...(build.clean ? { clean: build.clean } : {}) } } : {}),
  };
}

// `-r {run}` names one run; the question for all runs must not.
function isRunNumber(run: readonly string[], index: number): boolean {
  return run[index] === '{run}' || (run[index] === '-r' && run[index + 1] === '{run}');
}

// Sources and object files are what a run does not need.
const compileOnly = [
  '**/*.cc',
  '**/*.cpp',
  '**/*.c',
  '**/*.h',
  '**/*.hpp',
  '**/*.o',
  '**/*.d',
  'out/**',
  'results/**',
  '**/*.{sca,vec,vci,elog,sna}',
  '**/Makefile',
  '**/Makefile.inc',
];

const question = ['-s', '-u', 'Cmdenv', '-f', '{ini}', '-c', '{configuration}'];
const execution = ['-u', 'Cmdenv', '-f', '{ini}', '-c', '{configuration}', '-r', '{run}'];

/** INET and its forks: built by their own makefiles, run by opp_run with the framework's library. */
export function inetProfile(name: string): ProjectProfile {
  const library = ['-l', '{root}/src/INET', '-n', '{nedPath}'];
  return {
    kind: 'inet',
    name,
    build: {
      commands: [
        ['make', 'makefiles'],
        ['make', '-j', '{jobs}', 'MODE={mode}'],
      ],
      clean: ['make', 'cleanall'],
    },
    artifact: { include: ['**'], exclude: compileOnly },
    run: ['opp_run{runSuffix}', ...execution, ...library],
    list: ['opp_run{runSuffix}', ...question, ...library],
    environment: { INET_ROOT: '{root}' },
  };
}

/** A plain OMNeT++ model that opp_makemake builds into one program beside its ini file; `makesMakefile` where nobody has made its makefile yet. */
export function omnetppProfile(name: string, program: string, makesMakefile = false): ProjectProfile {
  const make = ['make', '-j', '{jobs}', 'MODE={mode}'];
  // Named, since the folder it is compiled in is another one.
  const makemake = ['opp_makemake', '-f', '--deep', '-O', 'out', '-o', name];
  return {
    kind: 'omnetpp',
    name,
    build: { commands: makesMakefile ? [makemake, make] : [make], clean: ['make', 'clean'] },
    artifact: { include: ['**'], exclude: compileOnly },
    run: [program, ...execution, '-n', '{nedPath}'],
    list: [program, ...question, '-n', '{nedPath}'],
    environment: {},
  };
}

/** A model that is nothing but NED and ini files over OMNeT++'s own modules: there is nothing to compile. */
export function nedProfile(name: string): ProjectProfile {
  return {
    kind: 'omnetpp',
    name,
    artifact: { include: ['**'], exclude: compileOnly },
    run: ['opp_run{runSuffix}', ...execution, '-n', '{nedPath}'],
    list: ['opp_run{runSuffix}', ...question, '-n', '{nedPath}'],
    environment: {},
  };
}
