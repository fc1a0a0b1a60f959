import { readFileSync } from 'node:fs';
import { availableParallelism, hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { distccTasks, secretsFolder, stackPorts, stackSecrets, stackServices } from '../../contract/stack.ts';
import type { ServerAddress } from './store/open-mongo.ts';

const Port = z.coerce.number().int().min(1).max(65535);
const Count = z.coerce.number().int().positive();

/** What both entry points read from their environment; every value has a default that fits the stack. */
const Common = z.object({
  REDIS_HOST: z.string().default(stackServices.redis),
  REDIS_PORT: Port.default(stackPorts.redis),
  MONGO_HOST: z.string().default(stackServices.mongo),
  MONGO_PORT: Port.default(stackPorts.mongo),
  /** Holds the files `redis-password` and `mongo-password`. */
  SECRETS_FOLDER: z.string().default(secretsFolder),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** A job whose worker is not heard for so long may be given to another. */
  LOCK_SECONDS: z.coerce.number().positive().default(30),
  STALLED_SECONDS: z.coerce.number().positive().default(15),
});

const Runner = Common.extend({
  /** The node's name, as people know it. */
  NODE_NAME: z.string().default(hostname()),
  /** Shared by all runners of a node. */
  CACHE_FOLDER: z.string().default('/cache'),
  CACHE_BYTES: Count.default(20 * 1024 ** 3),
  /** This runner's own; emptied at its start. */
  WORK_FOLDER: z.string().default(join(tmpdir(), 'simswarm-runner')),
});

const Builder = Common.extend({
  /** Git mirror, source folders, compiler cache. */
  CACHE_FOLDER: z.string().default('/cache'),
  CACHE_BYTES: Count.default(20 * 1024 ** 3),
  /** Names the image and so the simulator in it: a build of another image is another build. */
  IMAGE: z.string().default(''),
  /** Compile servers are looked up under this name; empty for none. */
  DISTCC_NAME: z.string().default(distccTasks),
  /** Compilations that one compile server is given at once. */
  DISTCC_SLOTS: Count.default(4),
  /** Compilations at once on this computer. */
  BUILD_JOBS: Count.default(availableParallelism()),
});

/** Where the servers are, passwords read from their files. */
export interface Servers {
  readonly redis: ServerAddress;
  readonly mongo: ServerAddress;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads what a runner needs to know; fails with what is wrong, by name. */
export function readRunnerEnvironment(environment: Environment) {
  return withServers(parse(Runner, environment));
}

/** Reads what a builder needs to know; fails with what is wrong, by name. */
export function readBuilderEnvironment(environment: Environment) {
  return withServers(parse(Builder, environment));
}

export type RunnerEnvironment = ReturnType<typeof readRunnerEnvironment>;
export type BuilderEnvironment = ReturnType<typeof readBuilderEnvironment>;

function parse<S extends z.ZodType>(schema: S, environment: Environment): z.infer<S> {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}

function withServers<E extends z.infer<typeof Common>>(values: E): E & Servers {
  const secret = (name: string) => readFileSync(join(values.SECRETS_FOLDER, name), 'utf8').trim();
  return {
    ...values,
    redis: { host: values.REDIS_HOST, port: values.REDIS_PORT, password: secret(stackSecrets.redisPassword) },
    mongo: { host: values.MONGO_HOST, port: values.MONGO_PORT, password: secret(stackSecrets.mongoPassword) },
  };
}
