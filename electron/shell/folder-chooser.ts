import { existsSync } from 'node:fs';
import { BrowserWindow, dialog, type IpcMain } from 'electron';
import { isFromPage } from './pipes.ts';

/** The question by which a page has the person choose a folder. */
const chooseFolderChannel = 'choose-folder';

/** Answers pages that want a folder with the desktop's own dialog; undefined when the person chose none. */
export function offerFolderChooser(ipcMain: IpcMain): void {
  ipcMain.handle(chooseFolderChannel, async (event, startAt: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    if (!isFromPage(event) || !window) return undefined;
    const isThere = typeof startAt === 'string' && existsSync(startAt);
    const { filePaths } = await dialog.showOpenDialog(window, {
      properties: ['openDirectory', 'createDirectory'],
      ...(isThere ? { defaultPath: startAt } : {}),
    });
    return filePaths[0];
  });
}
