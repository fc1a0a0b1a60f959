import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFerretDb } from '../ferretdb/build-ferretdb.ts';
import { provideBaseArchive } from './base-image.ts';
import { docker } from './daemon.ts';
import type { DockerHost, DockerHosts } from './docker-host.ts';

/** Images that take the place of official ones on machines without their registry. */
export interface TestImages {
  /** A plain Debian with a compiler: the simulator's place. */
  readonly base: string;
  readonly node: string;
  readonly redis: string;
  readonly mongo: string;
  readonly registry: string;
  readonly visualizer: string;
}

/** The images as settings of a stack. */
export function imageSettings({ base, node, redis, mongo, registry, visualizer }: TestImages) {
  return {
    simulatorImage: base,
    nodeImage: node,
    redisImage: redis,
    mongoImage: mongo,
    registryImage: registry,
    visualizerImage: visualizer,
  };
}

const images = join(import.meta.dirname, 'images');
const nodeProgram = join(import.meta.dirname, '../../../node_modules/node/bin/node');

interface Recipe {
  readonly name: keyof TestImages;
  /** Name in the context, where it is. */
  readonly files: Readonly<Record<string, string>>;
  readonly buildArguments: Readonly<Record<string, string>>;
}

/** Puts the images on the hosts: made on the first unless they are there, then carried to those others that need them. */
export async function provideTestImages({ hosts }: DockerHosts): Promise<TestImages> {
  const [manager, ...workers] = hosts as [DockerHost, ...DockerHost[]];
  const base = await provideBase(manager);
  const node = await provide(manager, { name: 'node', files: { node: nodeProgram }, buildArguments: { BASE: base } });
  const own = (name: keyof TestImages, files: Record<string, string>, buildArguments: Record<string, string>) =>
    provide(manager, { name, files, buildArguments });
  const redis = await own('redis', {}, { BASE: base });
  const registry = await own('registry', { 'registry.yml': join(images, 'registry.yml') }, { BASE: base });
  const visualizer = await own('visualizer', { 'visualizer.mjs': join(images, 'visualizer.mjs') }, { NODE: node });
  const mongoFiles = {
    ferretdb: await buildFerretDb(),
    'mongo-entrypoint.sh': join(images, 'mongo-entrypoint.sh'),
    'mongosh.sh': join(images, 'mongosh.sh'),
  };
  const mongo = await own('mongo', mongoFiles, { BASE: base });
  for (const worker of workers) for (const image of [base, registry]) await carry(manager, worker, image);
  return { base, node, redis, mongo, registry, visualizer };
}

async function provideBase(host: DockerHost): Promise<string> {
  const archive = await provideBaseArchive();
  const image = nameOf('base', createHash('sha256').update(archive));
  if (!(await isThere(host, image))) await docker(host, ['import', archive, image]);
  return image;
}

async function provide(host: DockerHost, { name, files, buildArguments }: Recipe): Promise<string> {
  const recipe = await readFile(join(images, `${name}.Dockerfile`));
  const hash = createHash('sha256').update(recipe).update(JSON.stringify(buildArguments));
  for (const [file, path] of Object.entries(files)) hash.update(file).update(await readFile(path));
  const image = nameOf(name, hash);
  if (await isThere(host, image)) return image;
  const context = await mkdtemp(join(tmpdir(), 'simswarm-context-'));
  try {
    for (const [file, path] of Object.entries(files)) await cp(path, join(context, file));
    await cp(join(images, `${name}.Dockerfile`), join(context, 'Dockerfile'));
    const args = Object.entries(buildArguments).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]);
    await docker(host, ['build', '--tag', image, ...args, context], { environment: { DOCKER_BUILDKIT: '0' } });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return image;
}

/** Where a pull is refused at once, so that nobody waits for a registry that is not there. */
function nameOf(name: keyof TestImages, hash: ReturnType<typeof createHash>): string {
  return `127.0.0.1:5000/simswarm-test-${name}:${hash.digest('hex').slice(0, 16)}`;
}

async function isThere(host: DockerHost, image: string): Promise<boolean> {
  const { exitCode } = await docker(host, ['image', 'inspect', '--format', '{{.Id}}', image], {
    allowedExitCodes: [0, 1],
  });
  return exitCode === 0;
}

/** Copies an image from one host to another, unless it is there. */
export async function carry(from: DockerHost, to: DockerHost, image: string): Promise<void> {
  if (await isThere(to, image)) return;
  const archive = join(from.folder, 'image.tar');
  try {
    await docker(from, ['save', '--output', archive, image]);
    await docker(to, ['load', '--quiet', '--input', archive]);
  } finally {
    await rm(archive, { force: true });
  }
}
