import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../../contract/call.ts';
import { isFailure } from '../../../contract/failure.ts';
import { stackServices } from '../../../contract/stack.ts';
import type { StackSettings, SwarmNode } from '../../../contract/swarms.ts';
import { awaitHealth } from './await-health.ts';
import { buildImage, type ImageReport, imageName } from './build-image.ts';
import { ensureSecrets, type SwarmCredentials } from './credentials.ts';
import { describeManager, type Engine, type EngineDescription } from './engine.ts';
import { claimHome } from './home-node.ts';
import { readImageContext } from './image-context.ts';
import { pause } from './pause.ts';
import { pushImage } from './push-image.ts';
import { type OurImages, registryEnvironment, stackEnvironment } from './stack-settings.ts';
import { stagedProgress } from './staged-progress.ts';
import { listNodes } from './swarm-state.ts';

export interface Deployment {
  readonly stack: string;
  readonly settings: StackSettings;
  readonly credentials: SwarmCredentials;
  /** Holds swarm.yaml and registry.yaml. */
  readonly stackFolder: string;
  /** Holds a folder per image: worker, distcc, dashboard (see worker-images/bundle.ts). */
  readonly imagesFolder: string;
  /** How long the services may take to become healthy. */
  readonly patienceSeconds?: number;
}

export interface DeployReport {
  progress(progress: Progress): void;
  /** What builds print. */
  line(text: string): void;
}

const ourImages = ['worker', 'distcc', 'dashboard'] as const;
type OurImage = (typeof ourImages)[number];

const stages = [
  { name: 'check', weight: 1 },
  { name: 'registry', weight: 4 },
  { name: 'worker image', weight: 40 },
  { name: 'distcc image', weight: 15 },
  { name: 'dashboard image', weight: 10 },
  { name: 'deploy', weight: 2 },
  { name: 'start', weight: 28 },
];

const patienceByDefault = 600;
const mostDeployTries = 10;

/**
 * Brings a swarm's stack to what the deployment says, from nothing or from an earlier one: passwords, images, services, until all are healthy. Redis, mongo and
 * the builder keep their volumes, so queued work goes on after an upgrade. Everything is done again harmlessly when it was cut short.
 */
export async function deployStack(
  engine: Engine,
  deployment: Deployment,
  report: DeployReport,
  signal: AbortSignal,
): Promise<void> {
  const { stack, settings, credentials } = deployment;
  const advance = stagedProgress(stages, progress => report.progress(progress));
  advance('check');
  const manager = await describeManager(engine, signal);
  await claimHome(engine, manager);
  await ensureSecrets(engine, stack, credentials);
  const nodes = await listNodes(engine);
  const isAlone = !needsRegistry(nodes, manager);
  if (!isAlone) await deployRegistry({ engine, deployment, nodes }, fraction => advance('registry', fraction), signal);
  const images = await provideImages({ engine, deployment, isAlone }, report, advance, signal);
  advance('deploy');
  const environment = stackEnvironment(stack, settings, images, nodes);
  await deployFile({ engine, deployment, file: 'swarm.yaml', name: stack, environment }, report, signal);
  advance('start');
  await awaitHealth(
    engine,
    stack,
    { services: Object.values(stackServices), seconds: deployment.patienceSeconds ?? patienceByDefault },
    fraction => advance('start', fraction),
    signal,
  );
}

/** The stack that carries images between nodes; of its own, since it comes before the other. */
export function registryStack(stack: string): string {
  return `${stack}-registry`;
}

// Where there is one machine its own images are all there is to carry.
function needsRegistry(nodes: readonly SwarmNode[], { swarm }: EngineDescription): boolean {
  return nodes.some(node => node.id !== swarm.nodeId);
}

interface RegistryDeployment {
  readonly engine: Engine;
  readonly deployment: Deployment;
  readonly nodes: readonly SwarmNode[];
}

async function deployRegistry(
  { engine, deployment, nodes }: RegistryDeployment,
  report: (fraction: number) => void,
  signal: AbortSignal,
): Promise<void> {
  report(0);
  const name = registryStack(deployment.stack);
  const environment = registryEnvironment(deployment.stack, deployment.settings);
  await deployFile({ engine, deployment, file: 'registry.yaml', name, environment }, { line: () => undefined }, signal);
  const services = nodes.some(node => !node.home && node.state === 'ready') ? ['registry', 'mirror'] : ['registry'];
  const seconds = deployment.patienceSeconds ?? patienceByDefault;
  await awaitHealth(engine, name, { services, seconds }, report, signal);
}

interface StackFile {
  readonly engine: Engine;
  readonly deployment: Deployment;
  readonly file: string;
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

async function deployFile(
  { engine, deployment, file, name, environment }: StackFile,
  report: Pick<DeployReport, 'line'>,
  signal: AbortSignal,
): Promise<void> {
  const input = await readFile(join(deployment.stackFolder, file), 'utf8');
  // A registry that does not know our tags must not be asked: nodes look for themselves, and fall back to what they have.
  const args = ['stack', 'deploy', '--compose-file', '-', '--prune', '--resolve-image', 'never', name];
  for (let tries = 1; ; tries++) {
    try {
      await engine.endpoint.runDocker(args, { environment, input, onLine: line => report.line(line) }, signal);
      return;
    } catch (error) {
      if (tries === mostDeployTries || !isNetworkGone(error)) throw error;
      await pause(2000, signal);
    }
  }
}

// A network of an earlier swarm or stack may have been seen in the moment before it went.
function isNetworkGone(error: unknown): boolean {
  return isFailure(error, 'tool.failed') && error.details.lastLines.some(line => /network \S+ not found/.test(line));
}

interface ImageWork {
  readonly engine: Engine;
  readonly deployment: Deployment;
  readonly isAlone: boolean;
}

async function provideImages(
  work: ImageWork,
  { line }: DeployReport,
  advance: (stage: string, fraction: number) => void,
  signal: AbortSignal,
): Promise<OurImages> {
  const images: Partial<Record<OurImage, string>> = {};
  for (const name of ourImages) {
    const progress = (fraction: number) => advance(`${name} image`, fraction);
    images[name] = await provideImage(work, name, { line, progress }, signal);
  }
  return images as OurImages;
}

async function provideImage(
  { engine, deployment, isAlone }: ImageWork,
  name: OurImage,
  { line, progress }: ImageReport,
  signal: AbortSignal,
): Promise<string> {
  const { stack, settings, credentials, imagesFolder } = deployment;
  progress(0);
  const context = await readImageContext(imagesFolder, name, buildArguments(name, settings));
  await buildImage(engine, stack, context, { line, progress: fraction => progress(fraction * 0.8) }, signal);
  const { repository, tag } = imageName(stack, context);
  if (isAlone) return `${repository}:${tag}`;
  const push = { line, progress: (fraction: number) => progress(0.8 + fraction * 0.2) };
  return pushImage({ engine, stack, credentials }, context, push, signal);
}

function buildArguments(name: OurImage, settings: StackSettings): Record<string, string> {
  return {
    ...(name === 'dashboard' ? {} : { SIMULATOR_IMAGE: settings.simulatorImage }),
    ...(name === 'distcc' ? {} : { NODE_IMAGE: settings.nodeImage }),
  };
}
