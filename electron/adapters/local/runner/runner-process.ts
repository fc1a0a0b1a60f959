/** The process that holds all local simulations. Its channel to the application is its lifeline (docs/decisions/0004). */
import { toFailureRecord } from '../../../../contract/failure.ts';
import type { RunProgress } from '../../../../contract/runs.ts';
import { openGroups } from './groups.ts';
import { startGuard } from './guard.ts';
import type { RunOrder } from './messages.ts';
import { performRun } from './perform-run.ts';
import { openRunnerChannel } from './runner-channel.ts';

const goodbyeMilliseconds = 2000;
const progressEvery = 200;

const groupsFolder = process.argv[2] ?? '';
const groups = openGroups(groupsFolder);
const going = new Map<number, AbortController>();
const { tell, onMessage, onEnd } = openRunnerChannel();
startGuard(groupsFolder);

// Status lines may come hundreds of times a second from hundreds of runs; people see five.
function coalesced(ticket: number) {
  let latest: RunProgress | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    if (latest) tell({ kind: 'progress', ticket, progress: latest });
    latest = undefined;
  };
  return {
    take(progress: RunProgress) {
      latest = progress;
      timer ??= setTimeout(flush, progressEvery);
    },
    end: () => clearTimeout(timer),
  };
}

async function run(ticket: number, order: RunOrder): Promise<void> {
  const controller = new AbortController();
  going.set(ticket, controller);
  const progress = coalesced(ticket);
  let leader: number | undefined;
  const started = (pid: number) => {
    leader = pid;
    void groups.add(pid);
    tell({ kind: 'started', ticket, pid });
  };
  try {
    const report = await performRun(
      order,
      { started, over: () => tell({ kind: 'over', ticket }), progress: progress.take, lines: () => undefined },
      controller.signal,
    );
    progress.end();
    tell({ kind: 'ended', ticket, report });
  } catch (error) {
    progress.end();
    tell({ kind: 'failed', ticket, failure: toFailureRecord(error) });
  } finally {
    going.delete(ticket);
    if (leader !== undefined) groups.remove(leader);
  }
}

onMessage(message => {
  if (message.kind === 'run') void run(message.ticket, message.order);
  else if (message.kind === 'cancel') going.get(message.ticket)?.abort();
});

onEnd(() => {
  groups.signalAll('SIGTERM');
  setTimeout(() => groups.signalAll('SIGKILL'), goodbyeMilliseconds);
  setTimeout(() => process.exit(0), goodbyeMilliseconds + 1000);
  setInterval(() => groups.size === 0 && process.exit(0), 25);
});

// A Ctrl-C at the terminal reaches the whole foreground group; the application decides what it means.
process.on('SIGINT', () => undefined);
