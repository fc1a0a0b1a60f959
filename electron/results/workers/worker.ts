import { parentPort } from 'node:worker_threads';
import { toFailureRecord } from '../../../contract/failure.ts';
import { CatalogueOutdated } from './desk.ts';
import type { FromWorker, TaskName, ToWorker } from './messages.ts';
import { type TaskContext, tasks } from './tasks.ts';

/** A thread of the pool: runs tasks as they are asked for, several at a time where they pause. */
const port = parentPort;
if (!port) throw new Error('this runs in a worker thread');

const running = new Map<number, AbortController>();

function send(message: FromWorker): void {
  port?.postMessage(message);
}

async function run(ticket: number, task: TaskName, input: unknown): Promise<void> {
  const controller = new AbortController();
  running.set(ticket, controller);
  const context: TaskContext = {
    signal: controller.signal,
    report: amount => send({ kind: 'progress', ticket, amount }),
  };
  try {
    const perform = tasks[task] as (input: unknown, context: TaskContext) => Promise<unknown>;
    send({ kind: 'done', ticket, output: await perform(input, context) });
  } catch (error) {
    if (error instanceof CatalogueOutdated) send({ kind: 'outdated', ticket });
    else send({ kind: 'failed', ticket, failure: toFailureRecord(error) });
  } finally {
    running.delete(ticket);
  }
}

port.on('message', (message: ToWorker) => {
  if (message.kind === 'run') void run(message.ticket, message.task, message.input);
  else running.get(message.ticket)?.abort();
});
