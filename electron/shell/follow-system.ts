import { app, powerMonitor } from 'electron';
import type { ReportBug } from '../host/router.ts';
import { findDeepLink, readDeepLink } from './addresses.ts';
import { askToReload } from './dialogs.ts';
import type { Quitting } from './quitting.ts';
import type { Windows } from './windows.ts';

/** Does what the system, the terminal and other instances want of the application. */
export function followSystem(windows: Windows, quitting: Quitting, reportBug: ReportBug): void {
  app.on('second-instance', (_event, args) => windows.showMain(findDeepLink(args)));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    windows.showMain(readDeepLink(link));
  });
  app.on('activate', () => windows.showMain());
  app.on('window-all-closed', () => process.platform !== 'darwin' && app.quit());
  app.on('before-quit', event => quitting.beforeQuit(event));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => quitting.leave());
  powerMonitor.on('shutdown', () => quitting.leave());
  followDeaths(quitting, reportBug);
}

function followDeaths(quitting: Quitting, reportBug: ReportBug): void {
  app.on('render-process-gone', async (_event, contents, { reason }) => {
    if (reason === 'clean-exit' || quitting.isLeaving) return;
    reportBug(new Error(`a window's process ended: ${reason}`), 'a window');
    const reload = await askToReload(reason);
    if (reload && !contents.isDestroyed()) contents.reload();
  });
}
