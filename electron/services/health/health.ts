import { toFailureRecord } from '../../../contract/failure.ts';
import type { HealthAbout, HealthCheck } from '../../../contract/health.ts';
import type { Contract } from '../../../contract/index.ts';
import { RowFeed } from '../row-feed.ts';
import type { Service } from '../services.ts';

/** One small check; it answers, or throws a failure together with what to do about it. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** What a person can do when the check fails. */
  readonly fix: string;
  look(
    signal: AbortSignal,
  ): Promise<{ outcome: 'good'; fact: string } | { outcome: 'warning'; fact: string; fix: string }>;
}

/** Whether everything that is needed is there. */
export function createHealth(checks: readonly Check[], about: HealthAbout): Service<Contract['health']> {
  const feed = new RowFeed<HealthCheck>(
    checks.map(({ id, title }) => ({ id, title, verdict: { outcome: 'checking' } })),
  );
  const controller = new AbortController();

  async function run(check: Check): Promise<void> {
    const { id, title, fix } = check;
    try {
      feed.set({ id, title, verdict: await check.look(controller.signal) });
    } catch (error) {
      feed.set({ id, title, verdict: { outcome: 'failed', failure: toFailureRecord(error), fix } });
    }
  }

  let asked = false;
  const recheck = () => Promise.all(checks.map(run));
  return {
    watch: (_input, signal) => {
      // The first one who looks is reason enough; nobody waits for it at the start.
      if (!asked) void recheck();
      asked = true;
      return feed.watch(signal);
    },
    recheck: async () => {
      asked = true;
      for (const { id, title } of checks) feed.set({ id, title, verdict: { outcome: 'checking' } });
      await recheck();
    },
    about: async () => about,
  };
}
