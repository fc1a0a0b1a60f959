import { Worker } from 'node:worker_threads';
import { Failure, fromFailureRecord } from '../../../contract/failure.ts';
import type { FromWorker, TaskInput, TaskName, TaskOutput, ToWorker } from './messages.ts';

/** The catalogue is gone or another one; whoever asked fills it and asks again. */
export class Outdated extends Error {}

interface Ticket {
  resolve(output: unknown): void;
  reject(error: unknown): void;
  progress(amount: number): void;
}

interface Thread {
  readonly worker: Worker;
  readonly tickets: Map<number, Ticket>;
  idle: NodeJS.Timeout | undefined;
}

const idleTime = 30_000;

/** What to know of a task beside its input. */
export interface TaskOptions {
  readonly progress?: (amount: number) => void;
  /** Tasks of one name prefer one thread: what it remembers of the last one helps the next. */
  readonly affinity?: string;
}

/** The threads in which results are read: none until something is asked, at most two, and none again half a minute after the last question. */
export class WorkerPool {
  readonly #threads: Array<Thread | undefined>;
  // See `WriteTurn`.
  readonly #turn = new SharedArrayBuffer(4);
  #nextTicket = 1;

  constructor(most = 2) {
    this.#threads = new Array<Thread | undefined>(most).fill(undefined);
  }

  /** Runs a task. Aborting rejects at once, and stops the task soon. */
  run<Name extends TaskName>(
    task: Name,
    input: TaskInput<Name>,
    signal: AbortSignal,
    { progress = () => undefined, affinity }: TaskOptions = {},
  ): Promise<TaskOutput<Name>> {
    const thread = affinity === undefined ? this.#leastBusy() : this.#at(hash(affinity) % this.#threads.length);
    const ticket = this.#nextTicket++;
    const cancel = () => {
      thread.worker.postMessage({ kind: 'cancel', ticket } satisfies ToWorker);
      this.#settle(thread, ticket)?.reject(signal.reason);
    };
    const done = new Promise<TaskOutput<Name>>((resolve, reject) => {
      signal.throwIfAborted();
      thread.tickets.set(ticket, { resolve: output => resolve(output as TaskOutput<Name>), reject, progress });
      clearTimeout(thread.idle);
      thread.worker.ref();
      thread.worker.postMessage({ kind: 'run', ticket, task, input } satisfies ToWorker);
      signal.addEventListener('abort', cancel, { once: true });
    });
    return done.finally(() => signal.removeEventListener('abort', cancel));
  }

  /** Ends all threads; what they were doing fails. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map(thread => thread?.worker.terminate()));
  }

  // A new one rather than a busy one.
  #leastBusy(): Thread {
    const places = this.#threads.map((thread, place) => ({ place, busy: thread?.tickets.size ?? 0.5 }));
    const [best] = places.sort((a, b) => a.busy - b.busy);
    return this.#at(best?.place ?? 0);
  }

  #at(place: number): Thread {
    const thread = this.#threads[place] ?? this.#start();
    this.#threads[place] = thread;
    return thread;
  }

  #remove(thread: Thread): void {
    clearTimeout(thread.idle);
    const place = this.#threads.indexOf(thread);
    if (place >= 0) this.#threads[place] = undefined;
  }

  #start(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#turn,
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 },
    });
    const thread: Thread = { worker, tickets: new Map(), idle: undefined };
    worker.on('message', (message: FromWorker) => this.#receive(thread, message));
    worker.on('error', error => this.#lose(thread, error));
    worker.on('exit', () => this.#lose(thread, new Error('the thread that reads results has ended')));
    return thread;
  }

  #receive(thread: Thread, message: FromWorker): void {
    if (message.kind === 'progress') {
      thread.tickets.get(message.ticket)?.progress(message.amount);
      return;
    }
    const ticket = this.#settle(thread, message.ticket);
    if (message.kind === 'done') ticket?.resolve(message.output);
    else if (message.kind === 'outdated') ticket?.reject(new Outdated());
    else ticket?.reject(fromFailureRecord(message.failure));
  }

  #settle(thread: Thread, number: number): Ticket | undefined {
    const ticket = thread.tickets.get(number);
    thread.tickets.delete(number);
    if (thread.tickets.size === 0) this.#rest(thread);
    return ticket;
  }

  // A thread without work keeps neither the process nor, for long, itself alive.
  #rest(thread: Thread): void {
    thread.worker.unref();
    clearTimeout(thread.idle);
    thread.idle = setTimeout(() => {
      this.#remove(thread);
      void thread.worker.terminate();
    }, idleTime).unref();
  }

  #lose(thread: Thread, error: Error): void {
    this.#remove(thread);
    for (const ticket of thread.tickets.values())
      ticket.reject(new Failure('unexpected', { summary: error.message }, error));
    thread.tickets.clear();
  }
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (Math.imul(value, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return value;
}
