/** The dashboard container: bull-board on one port, the visualizer on another, one login before both. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setInterval } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { dashboardUser, secretsFolder, stackPorts, stackSecrets, stackServices } from '../../contract/stack.ts';
import { createBoard } from './board.ts';
import { createDoor } from './door.ts';
import { createLogin } from './login.ts';

const refreshMilliseconds = 5000;
const log = pino({ name: 'dashboard' });

function secret(name: string): string {
  return readFileSync(join(process.env.SECRETS_FOLDER ?? secretsFolder, name), 'utf8').trim();
}

const redis = new Redis({
  host: process.env.REDIS_HOST ?? stackServices.redis,
  port: Number(process.env.REDIS_PORT ?? stackPorts.redis),
  password: secret(stackSecrets.redisPassword),
  maxRetriesPerRequest: 1,
});
redis.on('error', error => log.warn({ error }, 'redis'));

const isWelcome = createLogin(dashboardUser, secret(stackSecrets.dashboardPassword));
const { app, refresh } = createBoard({ redis, isWelcome, pageFolder: join(import.meta.dirname, 'ui') });
const board = serve({ fetch: app.fetch, port: Number(process.env.DASHBOARD_PORT ?? stackPorts.dashboard) });
const door = createDoor(isWelcome, {
  host: process.env.VISUALIZER_HOST ?? stackServices.visualizer,
  port: Number(process.env.VISUALIZER_PORT ?? stackPorts.visualizer),
}).listen(Number(process.env.DOOR_PORT ?? stackPorts.visualizer));
log.info('ready');

process.once('SIGTERM', () => {
  board.close();
  door.close();
  redis.disconnect();
  process.exit(0);
});

await refresh().catch(error => log.warn({ error }, 'queues'));
for await (const _ of setInterval(refreshMilliseconds)) {
  await refresh().catch(error => log.warn({ error }, 'queues'));
}
