import { parseArgs } from 'node:util';
import { findDeepLink } from './addresses.ts';

/** What the application was started with. */
export interface StartOptions {
  readonly storageFolder: string | undefined;
  readonly port: number | undefined;
  /** The page's path that a link among the arguments means. */
  readonly path: string | undefined;
}

/** Reads the arguments. There may be others among them, for Chromium or from the desktop, which are none of ours. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { storage: { type: 'string' }, port: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const port = Number(values.port);
  return {
    storageFolder: typeof values.storage === 'string' ? values.storage : undefined,
    port: Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined,
    path: findDeepLink(args),
  };
}
