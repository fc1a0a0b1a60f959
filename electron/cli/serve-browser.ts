import { setTimeout } from 'node:timers/promises';
import { type Application, openApplication } from '../application.ts';
import { servePageFiles } from '../host/page-files.ts';
import { exampleFolder, pageFolder } from '../paths.ts';
import { swarmSources } from '../swarm-sources.ts';
import { aboutThis, sayFailure } from './connect.ts';

export interface BrowserHostOptions {
  readonly storageFolder: string;
  readonly port: number | undefined;
  /** Shows the page to the person, if there is a way to. */
  readonly showPage: (link: string) => void;
}

const leaveAfter = 8000;

/** Serves the application on loopback until the process is told to end; takes over when another process that owned the storage is gone. */
export async function serveBrowser({ storageFolder, port, showPage }: BrowserHostOptions): Promise<void> {
  const ended = untilTold();
  let shown = '';
  for (;;) {
    await using application = await openApplication({
      storageFolder,
      port,
      about: aboutThis('browser'),
      example: exampleFolder,
      page: servePageFiles(pageFolder),
      swarm: swarmSources,
      tell: sayFailure,
      reportBug: (error, question) => console.error(`simswarm: ${question} failed unexpectedly:`, error),
    });
    if (application.link !== shown) announce(application);
    if (shown === '') showPage(application.link);
    shown = application.link;
    const why = await Promise.race([ended, application.lost.then(() => 'lost' as const)]);
    if (why !== 'lost') break;
  }
  leaveSoon();
}

function announce({ link, isOwner }: Application): void {
  console.log(`simswarm is open at ${link}`);
  if (!isOwner) console.log('Another process of simswarm is running; this one takes over when it ends.');
  console.log('Press Ctrl-C to end.');
}

function untilTold(): Promise<'told'> {
  return new Promise(resolve => {
    let times = 0;
    const onSignal = () => {
      if (++times > 1) process.exit(130);
      console.log('Ending …');
      resolve('told');
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}

// Everything is closed by now; what still keeps the process alive (an idle socket, say) is not worth waiting for.
function leaveSoon(): void {
  void setTimeout(leaveAfter, undefined, { ref: false }).then(() => process.exit());
}
