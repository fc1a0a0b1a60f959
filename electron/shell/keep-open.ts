import type { ShownApplication } from './shown-application.ts';

/** Uses an application for as long as it is there, and gives everything back when the signal ends it. */
export type UseApplication = (application: ShownApplication, signal: AbortSignal) => void;

/**
 * Opens the application, and opens it again when the process that held it is gone, until the signal ends that. `use` gets each of them with a signal of its own.
 * Fails with what `open` fails with.
 */
export async function keepOpen(
  open: () => Promise<ShownApplication>,
  use: UseApplication,
  signal: AbortSignal,
): Promise<void> {
  const told = new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
  while (!signal.aborted) {
    await using application = await open();
    const present = new AbortController();
    use(application, present.signal);
    await Promise.race([application.lost, told]);
    present.abort(new Error('the application is gone'));
  }
}
