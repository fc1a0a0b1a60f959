/** What the shell offers a page that runs in it; absent in a browser. */
export interface Desktop {
  /** Asks for a pipe; it arrives as a message named `pipe` with a port. */
  requestPipe(): void;
  /** The desktop's own folder chooser, where the shell has one; undefined when the person chose none. */
  chooseFolder?(startAt: string): Promise<string | undefined>;
}

declare global {
  interface Window {
    readonly desktop?: Desktop;
  }
}

/** Tells whether the page runs in the desktop shell, and what that can do. */
export function findDesktop(): Desktop | undefined {
  return window.desktop;
}

/** Gets a new pipe's port from the shell; listens before it asks, so the port cannot come too early. */
export function requestPort(desktop: Desktop): Promise<MessagePort> {
  return new Promise(resolve => {
    const take = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== 'pipe' || !port) return;
      window.removeEventListener('message', take);
      resolve(port);
    };
    window.addEventListener('message', take);
    desktop.requestPipe();
  });
}

const mainWindow = 'simswarm';

/** Opens another window (in a browser: a window or tab) on an address of the page; false when the browser keeps it from opening. */
export function openWindow(path: string, name: string, size: { width: number; height: number }): boolean {
  const features = `popup,width=${size.width},height=${size.height}`;
  // The opener is kept: session storage, and with it the token, is copied only to windows that have one.
  // So that a link in the other window finds the way back to this one.
  if (window.name === '') window.name = mainWindow;
  const opened = window.open(path, name, features);
  // The desktop shell makes the window itself, so the page is given none.
  return opened !== null || findDesktop() !== undefined;
}
