import type { FailureRecord } from '../../../contract/failure.ts';
import type { tasks } from './tasks.ts';

/** What threads can be asked to do; see `tasks`. */
type Tasks = typeof tasks;
export type TaskName = keyof Tasks;

/** What a task wants to know. */
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[0];
/** What comes of a task. */
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<Tasks[Name]>>;

/** To a thread. */
export type ToWorker =
  | { readonly kind: 'run'; readonly ticket: number; readonly task: TaskName; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly ticket: number };

/** From a thread. */
export type FromWorker =
  | { readonly kind: 'done'; readonly ticket: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly ticket: number; readonly failure: FailureRecord }
  /** The catalogue is not the one the question was for: it must be filled first. */
  | { readonly kind: 'outdated'; readonly ticket: number }
  | { readonly kind: 'progress'; readonly ticket: number; readonly amount: number };
