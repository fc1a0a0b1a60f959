/** `npm start`: the application in Electron where that can be had, otherwise the same application as a page on loopback. */
import { parseArgs } from 'node:util';
import open from 'open';
import { ensurePage } from '../scripts/build-page.ts';
import { findElectron } from '../scripts/find-electron.ts';
import { reportFailure } from './cli/command-context.ts';
import { serveBrowser } from './cli/serve-browser.ts';
import { defaultStorageFolder } from './paths.ts';

const usage = `npm start [-- options]

  --host electron|browser   Electron where it can be had and there is a display; otherwise the browser
  --port <number>           the page's port on this computer; the one of last time by default
  --no-open                 only print the page's address
  --storage <folder>        where simswarm keeps its history, builds and logs`;

const { values } = parseArgs({
  options: {
    host: { type: 'string' },
    port: { type: 'string' },
    open: { type: 'boolean', default: true },
    storage: { type: 'string' },
    help: { type: 'boolean' },
  },
  allowNegative: true,
});

if (values.help) console.log(usage);
else await start().catch(stop);

async function start(): Promise<void> {
  await ensurePage(console.log);
  const electron = values.host === 'browser' ? undefined : await findElectron(console.log, values.host === 'electron');
  if (electron) return electron.start(process.argv.slice(2));
  const port = values.port === undefined ? undefined : Number(values.port);
  await serveBrowser({
    storageFolder: values.storage ?? defaultStorageFolder(),
    port,
    showPage: link => (values.open && hasDisplay() ? openPage(link) : undefined),
  });
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

// A browser that cannot be opened is no reason to end: the address stands in the terminal.
function openPage(link: string): void {
  open(link).catch(error => console.error(`The browser could not be opened: ${error.message}`));
}

function stop(error: unknown): void {
  reportFailure(error, {});
  process.exit(1);
}
