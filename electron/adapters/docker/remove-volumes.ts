import { ask, type Engine, isNotFound } from './engine.ts';
import { pause } from './pause.ts';

// Runs on every node beside its engine, since a manager cannot reach the volumes of other nodes; a volume in use is tried again for a while.
const script = `
const { request } = require('node:http');
const [prefix] = process.argv.slice(1);
const ask = (method, path) => new Promise((resolve, reject) => {
  request({ socketPath: '/var/run/docker.sock', method, path }, answer => {
    let text = '';
    answer.on('data', chunk => { text += chunk; });
    answer.on('end', () => resolve({ status: answer.statusCode, text }));
  }).on('error', reject).end();
});
(async () => {
  for (let tries = 0; tries < 30; tries++) {
    const { Volumes } = JSON.parse((await ask('GET', '/volumes')).text);
    const ours = (Volumes ?? []).map(volume => volume.Name).filter(name => name.startsWith(prefix));
    if (ours.length === 0) return;
    for (const name of ours) await ask('DELETE', '/volumes/' + encodeURIComponent(name));
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
  process.exit(1);
})();
`;

const patienceMilliseconds = 60_000;

/** Removes a stack's volumes on every node that can be reached, by a service whose tasks run once on each. */
export async function removeVolumes(
  engine: Engine,
  { stack, image }: { stack: string; image: string },
  signal: AbortSignal,
): Promise<void> {
  const name = `${stack}-remove-volumes`;
  await removeService(engine, name);
  const spec = {
    Name: name,
    // Not a job: Docker 20.10 forgets the containers of jobs instead of removing them.
    Mode: { Global: {} },
    TaskTemplate: {
      ContainerSpec: {
        Image: image,
        Command: ['node'],
        Args: ['-e', script, `${stack}_`],
        User: 'root',
        Mounts: [{ Type: 'bind', Source: '/var/run/docker.sock', Target: '/var/run/docker.sock' }],
      },
      RestartPolicy: { Condition: 'none' },
    },
  };
  await ask(engine, 'removing volumes', () => engine.api.createService(spec as never));
  try {
    await awaitJob(engine, name, AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]));
  } finally {
    await removeService(engine, name);
  }
}

async function awaitJob(engine: Engine, name: string, signal: AbortSignal): Promise<void> {
  const filters = JSON.stringify({ service: [name] });
  for (;;) {
    const tasks = await ask(engine, 'listing the tasks', () => engine.api.listTasks({ filters }));
    const states = tasks.map(task => String(task.Status?.State));
    if (states.length > 0 && states.every(state => ['complete', 'failed', 'rejected', 'orphaned'].includes(state)))
      return;
    await pause(500, signal);
  }
}

async function removeService(engine: Engine, name: string): Promise<void> {
  try {
    await ask(engine, 'removing a service', () => engine.api.getService(name).remove());
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
