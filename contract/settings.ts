import { z } from 'zod';
import { Bytes, call, watch } from './call.ts';
import { RunLimits } from './campaigns.ts';

/** What a person may choose; one schema for the file, the page and the command line. */
export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Runs at once on this computer; absent means cores − 1, at least one. */
  localSlots: z.number().int().min(1).max(1024).optional(),
  limits: RunLimits.default({}),
  /** Seconds between the polite stop (SIGTERM) and the end (SIGKILL). */
  graceSeconds: z.number().min(0.1).max(600).default(5),
  /** A campaign pauses itself when its first runs, this many, die alike; 0 never. */
  pauseAfterSameFailures: z.number().int().min(0).default(5),
  notifications: z.boolean().default(true),
  /** Extra folders or executables, e.g. where opp_run is. */
  simulatorPath: z.string().optional(),
});
export type Settings = z.infer<typeof Settings>;

export const StorageUse = z.object({
  folder: z.string(),
  history: Bytes,
  builds: Bytes,
  logs: Bytes,
  sources: Bytes,
  available: Bytes,
});
export type StorageUse = z.infer<typeof StorageUse>;

export const settings = {
  watch: watch(z.object({}), Settings),
  change: call(Settings.partial(), Settings),
  storage: call(z.object({}), StorageUse),
  /** Frees builds that no campaign needs. */
  cleanBuilds: call(z.object({}), z.object({ freed: Bytes })),
};
