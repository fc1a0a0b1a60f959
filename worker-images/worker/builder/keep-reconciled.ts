import type { Queue } from 'bullmq';
import type { BuilderParts } from './builder-parts.ts';
import { reconcile } from './reconcile.ts';

const soon = 2000;
const later = 60_000;
const everyNowAndThen = 600_000;

/**
 * Reconciles at the start, whenever Redis comes back as another process than before, and every ten minutes. After a restart a second time, when runners that were
 * cut off have had the time to say what they are at.
 */
export function keepReconciled(parts: BuilderParts, builds: Queue) {
  let server: string | undefined;
  let timers: NodeJS.Timeout[] = [];
  let running: Promise<void> = Promise.resolve();

  function run(): void {
    running = running.then(async () => {
      const restored = await reconcile(parts, builds);
      if (restored > 0) parts.log.warn({ restored }, 'put back what Redis had lost');
    });
    running.catch(error => parts.log.error({ err: error }, 'could not reconcile'));
    running = running.catch(() => undefined);
  }

  async function look(): Promise<void> {
    const now = /^run_id:(\w+)/m.exec(await parts.redis.info('server'))?.[1];
    if (now === server) return;
    server = now;
    timers.push(setTimeout(run, soon), setTimeout(run, later));
  }

  const ready = () => void look().catch(error => parts.log.warn({ err: error }, 'redis'));
  parts.redis.on('ready', ready);
  ready();
  const often = setInterval(run, everyNowAndThen);
  return {
    stop(): void {
      clearInterval(often);
      for (const timer of timers) clearTimeout(timer);
      timers = [];
      parts.redis.off('ready', ready);
    },
  };
}
