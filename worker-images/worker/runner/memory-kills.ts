import { readFile } from 'node:fs/promises';
import { ignoreMissing } from '../ignore-missing.ts';

const counters = ['/sys/fs/cgroup/memory.events', '/sys/fs/cgroup/memory/memory.oom_control'];
const limits = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** How many processes of this container the kernel has killed for want of memory; undefined where nothing counts them. */
async function countMemoryKills(): Promise<number | undefined> {
  const text = await readFirst(counters);
  const count = /^oom_kill (\d+)$/m.exec(text ?? '')?.[1];
  return count === undefined ? undefined : Number(count);
}

/** Tells whether the kernel killed again since it was last asked; asked only when a run was killed, since every look costs. */
export async function watchMemoryKills(): Promise<() => Promise<boolean>> {
  let known = await countMemoryKills();
  return async () => {
    const now = await countMemoryKills();
    const again = known !== undefined && now !== undefined && now > known;
    known = now;
    return again;
  };
}

/** Bytes this container may use; undefined when nothing limits it. */
export async function readMemoryLimit(): Promise<number | undefined> {
  const limit = Number((await readFirst(limits))?.trim());
  // Version 1 of control groups says "no limit" with a number near 2^63.
  return Number.isFinite(limit) && limit > 0 && limit < 2 ** 60 ? limit : undefined;
}

async function readFirst(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(ignoreMissing);
    if (text !== undefined) return text;
  }
  return undefined;
}
