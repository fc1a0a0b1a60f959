/** The example project for tests: built once for all of them, copied for each. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from '../../worker-images/worker/file-lock.ts';
import { createSnapshots } from '../adapters/git/snapshots.ts';
import { openBuilds } from '../adapters/local/builds/builds.ts';
import { findProject } from '../services/projects/find-project.ts';

const example = join(import.meta.dirname, '../../examples/queueing');
const cache = join(import.meta.dirname, '../../node_modules/.cache/simswarm/example');

/** A storage folder that already holds the example's build, and a copy of the example to work in; both are gone after `remove`. */
export interface Workplace {
  readonly folder: string;
  readonly storage: string;
  readonly project: string;
  remove(): void;
}

/** Makes a workplace; the first one on a machine compiles the example, which takes a while. */
export async function makeWorkplace(name: string): Promise<Workplace> {
  await buildExampleOnce();
  const folder = mkdtempSync(join(tmpdir(), `simswarm-${name}-`));
  const storage = join(folder, 'storage');
  mkdirSync(storage);
  cpSync(join(cache, 'builds'), join(storage, 'builds'), { recursive: true });
  const project = join(folder, 'queueing');
  copyExample(project);
  return { folder, storage, project, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Copies the example's source, without anything built or simulated. */
export function copyExample(target: string): void {
  const products = ['out', 'results', 'queueing', 'src/libqueueing.so'].map(path => join(example, path));
  cpSync(example, target, { recursive: true, filter: path => !products.includes(path) });
}

/** Builds the example in the cache if it is not there as it is now. */
export async function buildExampleOnce(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const lock = await lockFile(join(cache, 'lock.sqlite'), 'exclusive');
  try {
    const source = join(cache, 'queueing');
    rmSync(source, { recursive: true, force: true });
    copyExample(source);
    const builds = openBuilds({ storageFolder: cache, snapshots: createSnapshots(join(cache, 'snapshots')) });
    const { profile } = await findProject(source, undefined);
    const watch = { progress: () => undefined, line: () => undefined };
    const { key } = await builds.build(source, profile, 'release', watch, new AbortController().signal);
    await builds.clean(new Set([key]));
    if (!existsSync(join(cache, 'builds', key))) throw new Error('the example could not be built');
  } finally {
    lock.release();
  }
}
