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

/** Opens another window (in a browser: a window or tab) on an address of the page. */
export function openWindow(path: string, name: string, size: { width: number; height: number }): boolean {
  const features = `popup,width=${size.width},height=${size.height}`;
  // The opener is kept: session storage, and with it the token, is copied only to windows that have one.
  return window.open(path, name, features) !== null;
}
