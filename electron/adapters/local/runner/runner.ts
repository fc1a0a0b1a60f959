import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fromFailureRecord } from '../../../../contract/failure.ts';
import type { RunProgress } from '../../../../contract/runs.ts';
import { endSurvivors } from './groups.ts';
import type { FromRunner, RunOrder, RunReport, ToRunner } from './messages.ts';

/** A process with a message channel that closes when either end dies: a forked Node, or Electron's utility process. */
export interface RunnerProcess {
  send(message: ToRunner): void;
  onMessage(listener: (message: FromRunner) => void): void;
  onExit(listener: () => void): void;
  /** Closes the channel; the process ends its simulations and itself. */
  disconnect(): void;
}

export interface RunnerOptions {
  /** Slots, logs of living groups: everything the runner needs is kept below this folder. */
  readonly folder: string;
  readonly startProcess?: (groupsFolder: string) => RunnerProcess;
}

export interface RunWatch {
  started(pid: number): void;
  /** The program has ended, its core is free: another may start while results are put into their places. */
  over?(): void;
  progress(progress: RunProgress): void;
}

interface Ticket {
  readonly watch: RunWatch;
  resolve(report: RunReport): void;
  reject(error: unknown): void;
  readonly startedAt: number;
}

/**
 * Opens the runner: the process in which local simulations live. It is started when first needed and again after it died;
 * runs that die with it end as interrupted by the worker. Close ends every simulation.
 */
export async function openRunner({ folder, startProcess = forkRunner }: RunnerOptions) {
  const groupsFolder = join(folder, 'groups');
  await endSurvivors(groupsFolder);
  await mkdir(join(folder, 'slots'), { recursive: true });
  const tickets = new Map<number, Ticket>();
  const freeSlots: number[] = [];
  let slots = 0;
  let nextTicket = 1;
  let living: RunnerProcess | undefined;
  let exited: Promise<void> = Promise.resolve();

  function runnerProcess(): RunnerProcess {
    if (living) return living;
    // Each process has its own: what guards a dead one must not end what the next one has started.
    const started = startProcess(join(groupsFolder, randomUUID()));
    living = started;
    started.onMessage(receive);
    exited = new Promise(resolve =>
      started.onExit(() => {
        if (living === started) living = undefined;
        endAll();
        resolve();
      }),
    );
    return started;
  }

  function receive(message: FromRunner): void {
    const ticket = tickets.get(message.ticket);
    if (!ticket) return;
    if (message.kind === 'started') ticket.watch.started(message.pid);
    else if (message.kind === 'over') ticket.watch.over?.();
    else if (message.kind === 'progress') ticket.watch.progress(message.progress);
    else {
      tickets.delete(message.ticket);
      if (message.kind === 'ended') ticket.resolve(message.report);
      else ticket.reject(fromFailureRecord(message.failure));
    }
  }

  // The death of the runner is the death of its simulations; nothing may say "running" any more.
  function endAll(): void {
    const lost = [...tickets.values()];
    tickets.clear();
    for (const { resolve, startedAt } of lost) {
      resolve({ end: { reason: 'interrupted', by: 'worker' }, startedAt, endedAt: Date.now(), speed: [], files: [] });
    }
  }

  /** Executes a run; aborting cancels it politely. How many go at once is the caller's business. */
  async function run(order: Omit<RunOrder, 'slotFolder'>, watch: RunWatch, signal: AbortSignal): Promise<RunReport> {
    const slot = freeSlots.pop() ?? slots++;
    const ticket = nextTicket++;
    const cancel = () => living?.send({ kind: 'cancel', ticket });
    try {
      return await new Promise<RunReport>((resolve, reject) => {
        tickets.set(ticket, { watch, resolve, reject, startedAt: Date.now() });
        runnerProcess().send({
          kind: 'run',
          ticket,
          order: { ...order, slotFolder: join(folder, 'slots', String(slot)) },
        });
        signal.addEventListener('abort', cancel, { once: true });
        if (signal.aborted) cancel();
      });
    } finally {
      signal.removeEventListener('abort', cancel);
      freeSlots.push(slot);
    }
  }

  async function close(): Promise<void> {
    living?.disconnect();
    await exited;
  }

  return { run, close };
}

/** What `openRunner` opens. */
export type Runner = Awaited<ReturnType<typeof openRunner>>;

function forkRunner(groupsFolder: string): RunnerProcess {
  const child: ChildProcess = fork(join(import.meta.dirname, 'runner-process.ts'), [groupsFolder], {
    // A Ctrl-C in the terminal is for the application, which then tells us.
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
  });
  return {
    send: message => child.connected && child.send(message),
    onMessage: listener => child.on('message', message => listener(message as FromRunner)),
    onExit: listener => {
      child.once('exit', listener);
      child.once('error', listener);
    },
    disconnect: () => child.connected && child.disconnect(),
  };
}
