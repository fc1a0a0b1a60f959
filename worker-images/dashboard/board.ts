import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import { Queue } from 'bullmq';
import { Hono } from 'hono';
import type { Redis } from 'ioredis';
import { isAllowed } from './allowed-changes.ts';
import { findQueues } from './find-queues.ts';

export interface BoardOptions {
  readonly redis: Redis;
  readonly isWelcome: (header: string | undefined) => boolean;
  /** The folder of bull-board's page. */
  readonly pageFolder: string;
}

/** The queues as a page behind a login, with the few changes that `isAllowed` lists; `/health` needs no login and says whether Redis answers. */
export function createBoard({ redis, isWelcome, pageFolder }: BoardOptions) {
  const adapter = new HonoAdapter(serveStatic);
  const board = createBullBoard({
    queues: [],
    serverAdapter: adapter,
    options: {
      uiBasePath: pageFolder,
      uiConfig: { boardTitle: 'simswarm queues', hideDocsLink: true, sortQueues: true, hideRedisDetails: true },
    },
  });
  const app = new Hono();
  app.get('/health', async context =>
    redis.ping().then(
      () => context.text('ok'),
      () => context.text('redis does not answer', 503),
    ),
  );
  app.use(async (context, next) => {
    if (!isWelcome(context.req.header('authorization'))) {
      return context.text('Log in', 401, { 'www-authenticate': 'Basic realm="simswarm"' });
    }
    if (!isAllowed(context.req.method, context.req.path)) return context.text('Not from here', 403);
    return next();
  });
  app.route('/', adapter.registerPlugin());
  return { app, refresh: keepFresh(redis, queues => board.replaceQueues(queues)) };
}

function keepFresh(redis: Redis, show: (queues: BullMQAdapter[]) => void): () => Promise<void> {
  const queues = new Map<string, Queue>();
  return async () => {
    const names = await findQueues(redis);
    for (const [name, queue] of queues) {
      if (names.includes(name)) continue;
      queues.delete(name);
      await queue.close();
    }
    for (const name of names) if (!queues.has(name)) queues.set(name, new Queue(name, { connection: redis }));
    show(names.flatMap(name => new BullMQAdapter(queues.get(name)!, { allowRetries: true, readOnlyMode: false })));
  };
}
