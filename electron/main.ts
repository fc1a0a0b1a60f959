/** The application in Electron: one instance, its windows, and the services behind them. */
import { join } from 'node:path';
import { app } from 'electron';
import { openApplication } from './application.ts';
import { aboutThis } from './cli/connect.ts';
import { createPortHost } from './host/message-port.ts';
import { servePageFiles } from './host/page-files.ts';
import { defaultStorageFolder, exampleFolder, installation, pageFolder } from './paths.ts';
import type { Services } from './services/services.ts';
import { linkScheme, readDeepLink } from './shell/addresses.ts';
import { leaveAppImage } from './shell/app-image.ts';
import { openBugLog } from './shell/bugs.ts';
import { Desktop } from './shell/desktop.ts';
import { tellBug, tellCannotOpen, tellFailure } from './shell/dialogs.ts';
import { placeExample } from './shell/example.ts';
import { readStartOptions } from './shell/options.ts';
import { registerPageScheme } from './shell/page-protocol.ts';
import { makeProfileFolder } from './shell/profile-folder.ts';
import type { ShownApplication } from './shell/shown-application.ts';
import { startRunner } from './shell/start-runner.ts';
import { checkedOutSwarmSources, packedSwarmSources } from './shell/swarm-files.ts';

leaveAppImage(process.env);
const options = readStartOptions(process.argv.slice(app.isPackaged ? 1 : 2));
const storageFolder = options.storageFolder ?? defaultStorageFolder();
const page = servePageFiles(pageFolder);
const reportBug = openBugLog(storageFolder);
let { path } = options;

app.setAppUserModelId('org.simswarm.app');
app.enableSandbox();
registerPageScheme();
// The system may want a link shown before there is any window.
app.on('open-url', (_event, link) => {
  path = readDeepLink(link) ?? path;
});

// Nothing here waits for Electron to be ready, which it is only when this module has been evaluated.
try {
  app.setPath('userData', makeProfileFolder(storageFolder));
  if (app.requestSingleInstanceLock()) app.whenReady().then(start).catch(fail);
  else app.quit();
} catch (error) {
  void app.whenReady().then(() => giveUp(error));
}

async function giveUp(error: unknown): Promise<void> {
  await tellCannotOpen(error);
  app.exit(1);
}

function start(): void {
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme);
  const desktop = new Desktop({
    storageFolder,
    windowsFile: join(app.getPath('userData'), 'windows.json'),
    preload: join(import.meta.dirname, 'preload.cjs'),
    icon: process.platform === 'linux' ? join(installation, '.vite/build/icon.png') : undefined,
    page,
    path,
    open,
    reportBug,
  });
  desktop.open();
}

async function open(): Promise<ShownApplication> {
  const about = aboutThis('electron');
  const application = await openApplication({
    storageFolder,
    port: options.port,
    about: { ...about, platform: `${about.platform}, Electron ${process.versions.electron}` },
    example: app.isPackaged ? placeExample(join(process.resourcesPath, 'queueing'), storageFolder) : exampleFolder,
    swarm: app.isPackaged ? packedSwarmSources(process.resourcesPath) : checkedOutSwarmSources(installation),
    page,
    tell: tellFailure,
    startRunner,
    reportBug,
  });
  // Whoever asks in a window asks what the services answer; the two differ only in what validation leaves of a question.
  const { offer } = createPortHost(application.client as unknown as Services, reportBug);
  return Object.assign(application, { offer });
}

function fail(error: unknown): void {
  reportBug(error, 'the application');
  if (app.isReady()) void tellBug(error);
}
