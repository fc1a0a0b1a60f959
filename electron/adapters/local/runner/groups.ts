import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readStartTime } from '../../../../worker-images/worker/group-usage.ts';
import { signalGroup } from '../../../../worker-images/worker/process-group.ts';

/** Remembers living process groups on disk, so that a later start can end what an earlier life left. */
export function openGroups(folder: string) {
  mkdirSync(folder, { recursive: true });
  const path = (pid: number) => join(folder, String(pid));
  const living = new Set<number>();
  return {
    async add(pid: number): Promise<void> {
      living.add(pid);
      // Written down before anything else can happen: the guard goes by the names alone.
      writeFileSync(path(pid), '');
      const startTime = await readStartTime(pid);
      if (living.has(pid)) writeFileSync(path(pid), startTime ?? '');
    },
    remove(pid: number): void {
      living.delete(pid);
      rmSync(path(pid), { force: true });
    },
    signalAll(signal: NodeJS.Signals): void {
      for (const pid of living) signalGroup(pid, signal);
    },
    get size(): number {
      return living.size;
    },
  };
}

/** Ends process groups that earlier lives of the application left running, each life in a folder of its own; answers how many there were. */
export async function endSurvivors(folder: string): Promise<number> {
  let ended = 0;
  for (const life of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(join(folder, life)).catch(() => [])) {
      const pid = Number(name);
      const recorded = await readFile(join(folder, life, name), 'utf8');
      // The same number may long belong to someone else.
      if (recorded !== '' && (await readStartTime(pid)) === recorded && signalGroup(pid, 'SIGKILL')) ended++;
    }
    await rm(join(folder, life), { recursive: true, force: true });
  }
  return ended;
}
