/** The shell in an old Electron: its own modules around services of another process, and a test at the other end of the channel. */
import './old-electron.ts';
import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu, Notification } from 'electron';
import { servePageFiles } from '../../electron/host/page-files.ts';
import { findDeepLink } from '../../electron/shell/addresses.ts';
import { Desktop } from '../../electron/shell/desktop.ts';
import { registerPageScheme } from '../../electron/shell/page-protocol.ts';
import { type CarriedApplication, openCarriedApplication } from './carried-application.ts';
import type { Command, Said, SeenWindow } from './messages.ts';

const {
  SMOKE_STORAGE: storage = '',
  SMOKE_NODE: node = '',
  SMOKE_FOLDER: folder = '',
  SMOKE_SERVICES: services = '',
} = process.env;
const said = { dialogs: [] as string[], notices: [] as string[], bugs: [] as string[] };
let present: CarriedApplication | undefined;
let answer = { button: 0, folder: undefined as string | undefined };

// What a person would see and press outside the windows.
dialog.showMessageBox = (async (...args: unknown[]) => {
  said.dialogs.push((args[args.length - 1] as { message: string }).message);
  return { response: answer.button };
}) as typeof dialog.showMessageBox;
dialog.showOpenDialog = (async (...args: unknown[]) => {
  said.dialogs.push(`folder at ${(args[args.length - 1] as { defaultPath?: string }).defaultPath}`);
  return { filePaths: answer.folder === undefined ? [] : [answer.folder] };
}) as typeof dialog.showOpenDialog;
Notification.isSupported = () => true;
Notification.prototype.show = function show(this: Electron.Notification) {
  said.notices.push(`${this.title}: ${this.body}`);
};

app.setPath('userData', join(storage, 'electron'));
registerPageScheme();
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

function start(): void {
  const desktop = new Desktop({
    storageFolder: storage,
    windowsFile: join(storage, 'electron', 'windows.json'),
    preload: join(folder, 'preload.js'),
    icon: undefined,
    page: servePageFiles(join(folder, 'page')),
    path: findDeepLink(process.argv),
    open: async () => {
      present = await openCarriedApplication(node, services, storage);
      return present;
    },
    reportBug: (error, question) =>
      said.bugs.push(`${question}: ${error instanceof Error ? error.stack : String(error)}`),
  });
  desktop.open();
  process.on('message', ({ id, command }: { id: number; command: Command }) => {
    Promise.resolve()
      .then(() => obey(command))
      .then(result => process.send?.({ id, result: result ?? null }))
      .catch(error => process.send?.({ id, error: String(error) }));
  });
  process.send?.({ started: true });
}

function obey(command: Command): unknown {
  switch (command.kind) {
    case 'evaluate':
      return findWindow(command.window).webContents.executeJavaScript(command.code, true);
    case 'windows':
      return BrowserWindow.getAllWindows().map(see);
    case 'menu':
      return Menu.getApplicationMenu()?.getMenuItemById(command.item)?.click();
    case 'size':
      return findWindow('').setSize(command.width, command.height);
    case 'close':
      return findWindow(command.window).close();
    case 'answer-dialogs':
      answer = { button: command.button, folder: command.folder };
      return undefined;
    case 'look-away':
      for (const window of BrowserWindow.getAllWindows()) window.blur();
      return undefined;
    case 'said':
      return { ...said, services: present?.processId ?? 0 } satisfies Said;
  }
}

function findWindow(part: string): BrowserWindow {
  const found = BrowserWindow.getAllWindows().find(window => window.webContents.getURL().includes(part));
  if (!found) throw new Error(`There is no window that shows ${part}`);
  return found;
}

function see(window: BrowserWindow): SeenWindow {
  return {
    url: window.webContents.getURL(),
    bounds: window.getBounds(),
    minimum: window.getMinimumSize(),
    visible: window.isVisible(),
  };
}
