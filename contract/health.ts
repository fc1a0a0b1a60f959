import { z } from 'zod';
import { call, rowsOf, watch } from './call.ts';
import { FailureRecord } from './failure.ts';

/** One small check and what it found. */
export const HealthCheck = z.object({
  id: z.string(),
  title: z.string(),
  verdict: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('checking') }),
    z.object({ outcome: z.literal('good'), fact: z.string() }),
    z.object({ outcome: z.literal('warning'), fact: z.string(), fix: z.string() }),
    z.object({ outcome: z.literal('failed'), failure: FailureRecord, fix: z.string() }),
  ]),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** What is said about the program itself. */
export const HealthAbout = z.object({
  version: z.string(),
  node: z.string(),
  host: z.enum(['electron', 'browser', 'command-line']),
  platform: z.string(),
  storageFolder: z.string(),
});
export type HealthAbout = z.infer<typeof HealthAbout>;

export const health = {
  watch: watch(z.object({}), rowsOf(HealthCheck)),
  /** Runs the checks again. */
  recheck: call(z.object({}), z.void()),
  about: call(z.object({}), HealthAbout),
};
