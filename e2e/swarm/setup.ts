import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { generateCredentials } from '../../electron/adapters/docker/credentials.ts';
import { bundleImages } from '../../worker-images/bundle.ts';
import { formSwarm, startDockerHosts, stopDockerHosts } from '../peers/docker/hosts.ts';
import { provideTestImages } from '../peers/docker/test-images.ts';
import { whyNoDocker } from '../peers/docker/why-no-docker.ts';
import { whyNoMongo } from '../peers/mongo.ts';
import type { SwarmUnderTest } from './swarm-under-test.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Why the suite cannot run here; undefined where it can. */
    whyNot: string | undefined;
    swarm: SwarmUnderTest | undefined;
  }
}

let giveBack: (() => Promise<void>) | undefined;

/** Starts one manager and two workers with the images they would find in a registry. */
export async function setup(project: TestProject): Promise<void> {
  const whyNot = whyNoDocker() ?? whyNoMongo();
  project.provide('whyNot', whyNot);
  project.provide('swarm', undefined);
  if (whyNot !== undefined) return;
  const network = await startDockerHosts(3);
  const imagesFolder = await mkdtemp(join(tmpdir(), 'simswarm-images-'));
  giveBack = async () => {
    await stopDockerHosts(network);
    await rm(imagesFolder, { recursive: true, force: true });
  };
  try {
    await formSwarm(network);
    const images = await provideTestImages(network);
    await bundleImages(imagesFolder);
    project.provide('swarm', { network, images, imagesFolder, credentials: generateCredentials() });
  } catch (error) {
    await teardown();
    throw error;
  }
}

/** Gives everything back. */
export async function teardown(): Promise<void> {
  await giveBack?.();
  giveBack = undefined;
}
