import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stackSecrets } from '../../contract/stack.ts';
import { lockFile } from '../../worker-images/worker/file-lock.ts';
import { startMongo } from './mongo.ts';
import { peerCache } from './peer-cache.ts';
import type { Peer } from './peer-process.ts';
import { startRedis } from './redis.ts';

const root = join(import.meta.dirname, '../..');
const compilerCache = join(peerCache(), 'ccache');

/** A builder or runner as a plain process. */
export interface SwarmProcess {
  readonly pid: number;
  /** What it logged, line by line. */
  readonly lines: readonly string[];
  signal(signal: NodeJS.Signals): void;
  /** Ends it and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** The whole of a swarm without Docker: real servers, and the real entry points as processes of this computer. */
export interface TestSwarm extends AsyncDisposable {
  readonly redis: Peer;
  readonly mongo: Peer;
  readonly folder: string;
  startBuilder(environment?: Record<string, string>): Promise<SwarmProcess>;
  /** Runners of one node share its cache. */
  startRunner(node: string, environment?: Record<string, string>): Promise<SwarmProcess>;
}

/** Starts the servers of a swarm; its builder and runners are started by the test. */
export async function startSwarm(): Promise<TestSwarm> {
  const folder = mkdtempSync(join(tmpdir(), 'simswarm-swarm-'));
  await fillCompilerCache(folder);
  const [redis, mongo] = await Promise.all([startRedis(), startMongo()]);
  const secrets = join(folder, 'secrets');
  mkdirSync(secrets);
  writeFileSync(join(secrets, stackSecrets.redisPassword), `${redis.password}\n`);
  writeFileSync(join(secrets, stackSecrets.mongoPassword), `${mongo.password}\n`);
  mkdirSync(join(folder, 'builder'));
  mkdirSync(compilerCache, { recursive: true });
  // Compiling is not what is tested, so what was compiled once is compiled at once.
  symlinkSync(compilerCache, join(folder, 'builder', 'ccache'));
  const processes: SwarmProcess[] = [];
  const common = {
    REDIS_HOST: redis.host,
    REDIS_PORT: String(redis.port),
    MONGO_HOST: mongo.host,
    MONGO_PORT: String(mongo.port),
    SECRETS_FOLDER: secrets,
    // What is lost is noticed soon enough for a test.
    LOCK_SECONDS: '3',
    STALLED_SECONDS: '1.5',
  };
  let runners = 0;
  async function start(entry: string, environment: Record<string, string>): Promise<SwarmProcess> {
    const started = await startProcess(join(root, 'worker-images', entry), { ...common, ...environment });
    processes.push(started);
    return started;
  }
  return {
    redis,
    mongo,
    folder,
    startBuilder: environment =>
      start('builder.ts', { CACHE_FOLDER: join(folder, 'builder'), DISTCC_NAME: '', ...environment }),
    startRunner: (node, environment) =>
      start('runner.ts', {
        NODE_NAME: node,
        CACHE_FOLDER: join(folder, 'nodes', node),
        WORK_FOLDER: join(folder, 'runners', String(runners++)),
        ...environment,
      }),
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map(process => process.end('SIGKILL')));
      await Promise.all([redis[Symbol.asyncDispose](), mongo[Symbol.asyncDispose]()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Compiles the example once on this computer, so that tests of a swarm do not wait for a compiler. */
async function fillCompilerCache(folder: string): Promise<void> {
  const lock = await lockFile(join(peerCache(), 'ccache.lock'), 'exclusive');
  try {
    makeExample(copyExample(join(folder, 'compiled')));
  } finally {
    lock.release();
  }
}

async function startProcess(script: string, environment: Record<string, string>): Promise<SwarmProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', line => {
      lines.push(line);
      if (process.env.SHOW_SWARM) appendFileSync(process.env.SHOW_SWARM, `${line}\n`);
      if (line.includes('"msg":"ready"')) resolve();
    });
    child.once('exit', () => reject(new Error(`${script} ended at once:\n${lines.join('\n')}`)));
  });
  await ready;
  return {
    pid: child.pid as number,
    lines,
    signal: signal => void child.kill(signal),
    end: signal => endProcess(child, signal),
  };
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGCONT');
  child.kill(signal);
  await exit;
}

/** A copy of the example project, to be changed and to receive results. */
export function copyExample(target: string): string {
  const source = join(root, 'examples/queueing');
  const unwanted = new Set(['out', 'results', 'queueing', 'src/libqueueing.so'].map(path => join(source, path)));
  cpSync(source, target, { recursive: true, filter: path => !unwanted.has(path) });
  return target;
}

/** Builds a copied example here, in the folder itself. */
export function makeExample(folder: string): void {
  const wrapped = `/usr/lib/ccache:${process.env.PATH ?? ''}`;
  // The compiler cache tells languages apart, and the builder speaks none.
  const env = { ...process.env, PATH: wrapped, CCACHE_DIR: compilerCache, LC_ALL: 'C' };
  execFileSync('make', ['-C', folder, '-j2', 'MODE=release'], { stdio: 'ignore', env });
}
