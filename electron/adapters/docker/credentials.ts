import { createHash, createHmac, randomBytes } from 'node:crypto';
import { hash } from 'bcryptjs';
import { z } from 'zod';
import { Failure } from '../../../contract/failure.ts';
import { stackSecrets } from '../../../contract/stack.ts';
import { ask, type Engine } from './engine.ts';

/** The passwords of a swarm; whoever deploys keeps them, since the volumes of a removed stack still know them. */
export const SwarmCredentials = z.object({ redis: z.string(), mongo: z.string(), dashboard: z.string() });
export type SwarmCredentials = z.infer<typeof SwarmCredentials>;

/** Passwords that nobody guesses. */
export function generateCredentials(): SwarmCredentials {
  const password = () => randomBytes(24).toString('base64url');
  return { redis: password(), mongo: password(), dashboard: password() };
}

export const registryUser = 'simswarm';

/** The registry's password follows from another one, so that there is none more to keep. */
export function registryPassword({ mongo }: SwarmCredentials): string {
  return createHmac('sha256', mongo).update('registry').digest('base64url');
}

interface Secret {
  readonly name: string;
  /** What it must agree on; its text may be salted. */
  readonly password: string;
  readonly text: string;
}

const label = 'simswarm.stack';
const fingerprintLabel = 'simswarm.fingerprint';

/** Puts the passwords into the swarm where they are not yet. Fails with `swarm.credentials-differ` when others are there. */
export async function ensureSecrets(engine: Engine, stack: string, credentials: SwarmCredentials): Promise<void> {
  const there = new Map((await listSecrets(engine, stack)).map(secret => [secret.name, secret.fingerprint]));
  for (const { name, password, text } of await secretsOf(credentials)) {
    const fullName = `${stack}_${name}`;
    const fingerprint = createHash('sha256').update(`${name}\0${password}`).digest('hex');
    const found = there.get(fullName);
    if (found === fingerprint) continue;
    if (found !== undefined) throw new Failure('swarm.credentials-differ', { secret: fullName });
    const spec = {
      Name: fullName,
      Labels: { [label]: stack, [fingerprintLabel]: fingerprint },
      Data: Buffer.from(text).toString('base64'),
    };
    await ask(engine, 'keeping a password', () => engine.api.createSecret(spec));
  }
}

/** Takes the passwords out of the swarm; no service may use them any more. */
export async function removeSecrets(engine: Engine, stack: string): Promise<void> {
  for (const { id } of await listSecrets(engine, stack)) {
    await ask(engine, 'removing a password', () => engine.api.getSecret(id).remove());
  }
}

const ListedSecret = z.object({
  ID: z.string(),
  Spec: z.object({ Name: z.string(), Labels: z.record(z.string(), z.string()).default({}) }),
});

async function listSecrets(engine: Engine, stack: string) {
  const filters = JSON.stringify({ label: [`${label}=${stack}`] });
  const found = await ask(engine, 'listing the passwords', () => engine.api.listSecrets({ filters }));
  return z
    .array(ListedSecret)
    .parse(found)
    .map(({ ID, Spec }) => ({ id: ID, name: Spec.Name, fingerprint: Spec.Labels[fingerprintLabel] }));
}

async function secretsOf(credentials: SwarmCredentials): Promise<Secret[]> {
  const { redis, mongo, dashboard } = credentials;
  const registry = registryPassword(credentials);
  return [
    { name: stackSecrets.redisPassword, password: redis, text: redis },
    { name: stackSecrets.redisConfiguration, password: redis, text: `requirepass ${redis}\n` },
    { name: stackSecrets.mongoPassword, password: mongo, text: mongo },
    { name: stackSecrets.dashboardPassword, password: dashboard, text: dashboard },
    { name: 'registry-users', password: registry, text: `${registryUser}:${await hash(registry, 10)}\n` },
    { name: 'mirror-configuration', password: registry, text: mirrorConfiguration(registry) },
  ];
}

// JSON is YAML. The login is in the address, since the registry's own setting for it (up to version 2) only serves registries that hand out tokens.
function mirrorConfiguration(password: string): string {
  return JSON.stringify({
    version: '0.1',
    log: { level: 'warn' },
    storage: { filesystem: { rootdirectory: '/var/lib/registry' }, delete: { enabled: true } },
    http: { addr: ':5000' },
    proxy: { remoteurl: `http://${registryUser}:${password}@registry:5000` },
  });
}
