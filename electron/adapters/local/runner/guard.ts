import { spawn } from 'node:child_process';

// Waits until its input ends, which it does with the process at the other end, however that died. The folder's files are named after the groups that live.
const script = `
cat >/dev/null
cd "$1" || exit 0
signal_all() { for group in *; do kill -s "$1" -- "-$group" 2>/dev/null; done; }
signal_all TERM
sleep 2
signal_all KILL
`;

/**
 * Starts a process that outlives this one by a moment: when this one is gone without having ended its process groups, it ends those written down in the folder
 * (docs/decisions/0032). Linux can also do that by a death signal; elsewhere nothing else would.
 */
export function startGuard(groupsFolder: string): void {
  if (process.platform === 'win32') return;
  const guard = spawn('/bin/sh', ['-c', script, 'simswarm-guard', groupsFolder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.on('error', error => console.error('simswarm: no guard for simulations could be started:', error));
  guard.stdin.on('error', () => undefined);
  guard.unref();
  // Its end of the pipe is a socket, whatever the types say.
  (guard.stdin as unknown as { unref(): void }).unref();
}
