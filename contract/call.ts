import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { type FailureCode, type FailureDetails, failureDetails } from './failure.ts';

type FailureErrors = {
  [C in FailureCode]: { data: z.ZodType<{ details: FailureDetails<C>; causes: string[] }> };
};

/** How every failure crosses the wire: its code is the error's code, its facts and causes are the error's data. */
export const failureErrors = Object.fromEntries(
  Object.entries(failureDetails).map(([code, details]) => [
    code,
    { data: z.object({ details, causes: z.array(z.string()) }) },
  ]),
) as unknown as FailureErrors;

/** A question with one answer. */
export function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return oc.errors(failureErrors).input(input).output(output);
}

/**
 * A question that keeps being answered: the present state first, then what changes, at most ten times a second.
 * Whoever leaves the loop ends it at the other end too. Missing items in between is always safe unless said otherwise.
 */
export function watch<I extends z.ZodType, O extends z.ZodType>(input: I, item: O) {
  return oc.errors(failureErrors).input(input).output(eventIterator(item));
}

/**
 * A watched table: all rows first, then only rows that changed (whole) and the ids of rows that went. A large table comes in several parts, so that whoever
 * reads it is not blocked by it: `more` says that another part follows.
 */
export function rowsOf<R extends z.ZodType<{ id: string }>>(row: R) {
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('snapshot'), rows: z.array(row), more: z.boolean().optional() }),
    z.object({ kind: z.literal('changes'), changed: z.array(row), removed: z.array(z.string()) }),
  ]);
}

/** What a watched table yields. */
export type Rows<R extends { id: string }> =
  | { kind: 'snapshot'; rows: R[]; more?: boolean | undefined }
  | { kind: 'changes'; changed: R[]; removed: string[] };

/** Milliseconds since 1970, UTC. */
export const Moment = z.number().int();

/** Bytes. */
export const Bytes = z.number().int().nonnegative();

/** What long work tells about itself: a stage in words, and how far all of it is (0 to 1; absent when unknown). */
export const Progress = z.object({ stage: z.string(), fraction: z.number().min(0).max(1).optional() });
export type Progress = z.infer<typeof Progress>;

/**
 * Lines of a growing text on disk. `next` is the position (bytes) to ask for to go on; `missed` counts the bytes left out before these lines, since a text may
 * grow faster than anybody reads; `ended` says that nothing will follow.
 */
export const LogLines = z.object({
  lines: z.array(z.string()),
  next: Bytes,
  missed: Bytes,
  ended: z.boolean(),
});
export type LogLines = z.infer<typeof LogLines>;
