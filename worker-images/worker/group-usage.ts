import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** What a process group uses now. */
export interface GroupUsage {
  /** User and system time of all its living processes and of the children they waited for. */
  readonly cpuSeconds: number;
  /** Resident bytes, summed over its processes. */
  readonly memoryBytes: number;
}

const ticksPerSecond = 100;
const pageBytes = 4096;

/**
 * Measures a process group from /proc; undefined where there is no /proc or the group is gone. The leader is read first and alone as long as it has
 * no other member, since most simulations are one process.
 */
export async function measureGroup(leader: number): Promise<GroupUsage | undefined> {
  const members = [leader, ...(await listChildren(leader))];
  const usages = await Promise.all(members.map(readUsage));
  const found = usages.filter(usage => usage !== undefined);
  if (found.length === 0) return undefined;
  return {
    cpuSeconds: found.reduce((sum, usage) => sum + usage.cpuSeconds, 0),
    memoryBytes: found.reduce((sum, usage) => sum + usage.memoryBytes, 0),
  };
}

async function listChildren(pid: number): Promise<number[]> {
  const text = await readQuietly(`/proc/${pid}/task/${pid}/children`);
  const children = text?.split(' ').filter(Boolean).map(Number) ?? [];
  const deeper = await Promise.all(children.map(listChildren));
  return [...children, ...deeper.flat()];
}

async function readUsage(pid: number): Promise<GroupUsage | undefined> {
  const text = await readQuietly(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in parentheses may hold blanks and parentheses itself.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
  return { cpuSeconds: (utime + stime + cutime + cstime) / ticksPerSecond, memoryBytes: (fields[21] ?? 0) * pageBytes };
}

/** When a process started, in clock ticks since boot: tells a process from a later one with the same number. */
export async function readStartTime(pid: number): Promise<string | undefined> {
  return startTimeIn(await readQuietly(`/proc/${pid}/stat`));
}

/** The same, for whoever cannot wait. */
export function readStartTimeNow(pid: number): string | undefined {
  try {
    return startTimeIn(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function startTimeIn(stat: string | undefined): string | undefined {
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function readQuietly(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

// Processes end while they are looked at.
function isGone(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES';
}
