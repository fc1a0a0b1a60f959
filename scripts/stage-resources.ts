/** Puts what an installed application needs as plain files into `.vite/resources`: the example to build, and what swarms are deployed from. */
import { cp, mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bundleImages } from '../worker-images/bundle.ts';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.vite/resources');

/** The folders that come beside the application. */
export const resourceFolders: readonly string[] = ['queueing', 'stack', 'swarm-images'].map(name => join(folder, name));

// What building and running the example leaves behind.
const leftovers = new Set(['out', 'results', 'queueing', 'libqueueing.so']);

/** Stages them anew. */
export async function stageResources(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const example = join(root, 'examples/queueing');
  const isOurs = (path: string) => path === example || !leftovers.has(basename(path));
  await cp(example, join(folder, 'queueing'), { recursive: true, filter: isOurs });
  const isForUse = (path: string) => !path.endsWith('.test.ts');
  await cp(join(root, 'stack'), join(folder, 'stack'), { recursive: true, filter: isForUse });
  await bundleImages(join(folder, 'swarm-images'));
}
