import {
  type IpcMain,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  MessageChannelMain,
  type MessagePortMain,
  type WebContents,
} from 'electron';
import { isPageAddress } from './addresses.ts';
import type { ShownApplication } from './shown-application.ts';

/** The one message by which a page asks for a pipe, and by which it gets one. */
const pipeChannel = 'pipe';

/** Tells whether a message comes from our page itself, not from a frame in it. */
export function isFromPage({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isPageAddress(senderFrame.url);
}

/** The pipes between windows and the application, made when a page asks. */
export interface Pipes {
  /** From now on, and for all who have waited, this application answers; when the signal ends, their pipes close and the pages ask again. */
  serve(application: ShownApplication, signal: AbortSignal): void;
}

/** Listens for pages that want a pipe. */
export function openPipes(ipcMain: IpcMain): Pipes {
  const waiting = new Set<WebContents>();
  const open = new Set<MessagePortMain>();
  let present: ShownApplication | undefined;

  ipcMain.on(pipeChannel, event => {
    if (!isFromPage(event)) return;
    if (present) give(event.sender, present);
    else waiting.add(event.sender);
  });

  function give(contents: WebContents, application: ShownApplication): void {
    if (contents.isDestroyed()) return;
    const { port1, port2 } = new MessageChannelMain();
    open.add(port1);
    port1.on('close', () => open.delete(port1));
    application.offer(port1);
    port1.start();
    contents.postMessage(pipeChannel, undefined, [port2]);
  }

  return {
    serve(application, signal) {
      present = application;
      for (const contents of waiting) give(contents, application);
      waiting.clear();
      signal.addEventListener('abort', () => {
        present = undefined;
        for (const port of open) port.close();
        open.clear();
      });
    },
  };
}
