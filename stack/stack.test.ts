import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  homeLabel,
  mongoUser,
  secretsFolder,
  stackName,
  stackNetworks,
  stackPorts,
  stackSecrets,
  stackServices,
  stackVolumes,
} from '../contract/stack.ts';

const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  networks: z.array(z.string()),
  ports: z
    .array(z.object({ target: z.number(), published: z.number(), protocol: z.literal('tcp'), mode: z.string() }))
    .default([]),
  volumes: z.array(z.string()).default([]),
  secrets: z.array(z.union([z.string(), z.object({ source: z.string(), target: z.string() })])).default([]),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string(),
  logging: z.object({ driver: z.string(), options: z.object({ 'max-size': z.string(), 'max-file': z.string() }) }),
  deploy: z.object({
    mode: z.string().optional(),
    replicas: z.string().optional(),
    endpoint_mode: z.string(),
    placement: z.object({ constraints: z.array(z.string()) }).optional(),
    resources: z.object({
      limits: z.object({ memory: z.string() }),
      reservations: z.object({ memory: z.string(), cpus: z.string().optional() }),
    }),
    restart_policy: z.object({ condition: z.literal('any'), delay: z.string() }),
    update_config: z.object({ order: z.literal('stop-first') }),
  }),
});

const Stack = z.object({
  version: z.literal('3.8'),
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ driver: z.literal('overlay') })),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ external: z.literal(true), name: z.string() })),
});

function read(file: string) {
  return Stack.parse(parse(readFileSync(join(import.meta.dirname, file), 'utf8'), { merge: true }));
}

const stack = read('swarm.yaml');
const registry = read('registry.yaml');
const service = (name: keyof typeof stackServices) => stack.services[name]!;
const everyService = [...Object.entries(stack.services), ...Object.entries(registry.services)];
const ours = ['builder', 'runner', 'distcc', 'dashboard'];

describe('stack/swarm.yaml', () => {
  it('has exactly the services, networks, volumes and secrets that the contract names', () => {
    const names = (map: object) => Object.keys(map).sort();
    const values = (map: object) => Object.values(map).sort();
    expect(names(stack.services)).toEqual(values(stackServices));
    expect(names(stack.networks)).toEqual(values(stackNetworks));
    expect(names(stack.volumes)).toEqual(values(stackVolumes));
    expect(names(stack.secrets)).toEqual(values(stackSecrets));
    for (const [name, secret] of Object.entries(stack.secrets)) {
      expect(secret.name).toBe(`\${STACK_NAME:-${stackName}}_${name}`);
    }
  });

  it('puts everything but the compile servers on interlink, and only them and the builder on buildnet', () => {
    const on = (network: string) =>
      Object.entries(stack.services).flatMap(([name, { networks }]) => (networks.includes(network) ? [name] : []));
    expect(on(stackNetworks.buildnet).sort()).toEqual(['builder', 'distcc']);
    expect(on(stackNetworks.interlink)).toEqual(Object.keys(stack.services).filter(name => name !== 'distcc'));
  });

  it('publishes what the application needs and nothing without a login', () => {
    const published = Object.entries(stack.services).flatMap(([name, { ports }]) =>
      ports.map(({ target, published, mode }) => `${name} ${target} ${published} ${mode}`),
    );
    expect(published.sort()).toEqual([
      `dashboard ${stackPorts.visualizer} ${stackPorts.visualizer} host`,
      `dashboard ${stackPorts.dashboard} ${stackPorts.dashboard} host`,
      `mongo ${stackPorts.mongo} ${stackPorts.mongo} host`,
      `redis ${stackPorts.redis} ${stackPorts.redis} host`,
    ]);
  });

  it('keeps data on named volumes of the manager that is home', () => {
    expect(service('redis').volumes).toEqual([`${stackVolumes.redis}:/data`]);
    expect(service('mongo').volumes).toEqual([`${stackVolumes.mongo}:/data/db`]);
    expect(service('builder').volumes).toEqual([`${stackVolumes.builder}:/cache`]);
    expect(service('runner').volumes).toEqual([`${stackVolumes.runner}:/cache`]);
    for (const name of ['redis', 'mongo', 'builder', 'visualizer', 'dashboard'] as const) {
      expect(service(name).deploy.placement?.constraints).toEqual([
        'node.role == manager',
        `node.labels.${homeLabel} == true`,
      ]);
    }
  });

  it('tells redis to forget nothing and its password on no command line', () => {
    const command = service('redis').command ?? [];
    expect(command).toContain(`${secretsFolder}/${stackSecrets.redisConfiguration}`);
    const after = (option: string) => command[command.indexOf(option) + 1];
    expect([after('--appendonly'), after('--maxmemory-policy')]).toEqual(['yes', 'noeviction']);
    expect(command.join(' ')).not.toContain('requirepass');
  });

  it('lets the user of the contract into mongo', () => {
    expect(service('mongo').environment).toEqual({
      MONGO_INITDB_ROOT_USERNAME: mongoUser,
      MONGO_INITDB_ROOT_PASSWORD_FILE: `${secretsFolder}/${stackSecrets.mongoPassword}`,
    });
  });

  it('gives passwords only to those who need them', () => {
    const known = Object.fromEntries(Object.entries(stack.services).map(([name, { secrets }]) => [name, secrets]));
    expect(known).toEqual({
      redis: [stackSecrets.redisConfiguration, stackSecrets.redisPassword],
      mongo: [stackSecrets.mongoPassword],
      builder: [stackSecrets.redisPassword, stackSecrets.mongoPassword],
      runner: [stackSecrets.redisPassword, stackSecrets.mongoPassword],
      distcc: [],
      visualizer: [],
      dashboard: [stackSecrets.redisPassword, stackSecrets.dashboardPassword],
    });
  });

  it('fills cores with runners and puts a compile server on every node', () => {
    const { deploy } = service('runner');
    expect([deploy.replicas, deploy.resources.reservations.cpus]).toEqual([
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker fills it in
      '${RUNNER_REPLICAS:-100}',
      '1',
    ]);
    expect([service('distcc').deploy.mode, service('distcc').deploy.placement]).toEqual(['global', undefined]);
    expect(service('distcc').environment.ALLOWED_NETWORK).toContain('BUILDNET_SUBNET');
  });
});

describe('every service', () => {
  it('leaves the cores to the runners, which so cannot keep it out of its place', () => {
    const others = everyService.filter(([name]) => name !== 'runner');
    expect(others.filter(([, { deploy }]) => deploy.resources.reservations.cpus !== undefined)).toEqual([]);
  });

  it.each(everyService)(
    '%s is found by its tasks, limited, logged in bounds and stopped with patience',
    (name, one) => {
      expect(one.deploy.endpoint_mode).toBe('dnsrr');
      expect(one.ports.every(({ mode }) => mode === 'host')).toBe(true);
      expect(one.deploy.resources.limits.memory).not.toBe('');
      expect(one.stop_grace_period).toMatch(/^\d+s$/);
      expect(one.logging.options).toEqual({ 'max-size': '10m', 'max-file': '3' });
      // Our images have a health check of their own; the registry answers or its tasks end.
      if (!ours.includes(name) && name in stack.services) expect(one.healthcheck).toBeDefined();
    },
  );

  it.each(everyService)('%s has a pinned image or one of ours', (name, { image }) => {
    if (ours.includes(name)) expect(image).toMatch(/^\$\{(WORKER|DISTCC|DASHBOARD)_IMAGE\}$/);
    else expect(image).toMatch(/^\$\{[A-Z]+_IMAGE:-[a-z/]+:(?!latest)[\w.-]+\}$/);
  });
});

describe('our images', () => {
  it.each(['worker.Dockerfile', 'distcc.Dockerfile', 'dashboard/dashboard.Dockerfile'])(
    '%s runs as nobody special, under an init, with a health check',
    file => {
      const lines = readFileSync(join(import.meta.dirname, '../worker-images', file), 'utf8').split('\n');
      const users = lines.filter(line => line.startsWith('USER ')).at(-1);
      expect(users).toBe('USER simswarm');
      expect(lines.some(line => line.startsWith('HEALTHCHECK '))).toBe(true);
      expect(lines.find(line => line.startsWith('ENTRYPOINT '))).toMatch(/^ENTRYPOINT \["tini", /);
    },
  );
});
