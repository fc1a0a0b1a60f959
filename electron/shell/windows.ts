import { BrowserWindow, nativeTheme, screen } from 'electron';
import { isPageAddress, readCampaignAddress, toPageAddress } from './addresses.ts';
import { placeWindow, type WindowSize } from './window-placement.ts';
import type { WindowKind, WindowStates } from './window-states.ts';

export interface WindowsOptions {
  readonly states: WindowStates;
  readonly preload: string;
  readonly icon: string | undefined;
  /** Whether a window may close although it is the last; otherwise the application is asked to quit first. */
  readonly mayCloseLast: () => boolean;
  readonly quit: () => void;
}

const sizes: Readonly<Record<WindowKind, WindowSize>> = {
  main: { width: 1280, height: 840, minWidth: 720, minHeight: 480 },
  monitor: { width: 400, height: 720, minWidth: 360, minHeight: 320 },
  view: { width: 1100, height: 760, minWidth: 480, minHeight: 320 },
};
const backgrounds = { light: '#f5f5f8', dark: '#121217' };
const rememberAfter = 500;

/** The application's windows: the main one, and what has been popped out: job monitors of campaigns, own pages of swarms. */
export class Windows {
  readonly #options: WindowsOptions;
  /** By their paths. */
  readonly #poppedOut = new Map<string, BrowserWindow>();
  #main: BrowserWindow | undefined;

  constructor(options: WindowsOptions) {
    this.#options = options;
  }

  /** Brings the main window to the front, opening it if need be, at a path of the page if one is given. */
  showMain(path?: string): void {
    if (this.#main === undefined) {
      this.#main = this.#open('main', path ?? '/');
      this.#main.once('closed', () => {
        this.#main = undefined;
      });
      return;
    }
    if (path !== undefined) go(this.#main, path);
    bringToFront(this.#main);
  }

  /** Brings a campaign's job monitor to the front, opening it if need be. */
  showMonitor(campaignId: string): void {
    this.#popOut('monitor', `/monitor/${campaignId}`);
  }

  /** Brings a swarm's own page to the front, opening it if need be. */
  showSwarmView(clusterId: string, view: string): void {
    this.#popOut('view', `/swarm-view/${clusterId}/${view}`);
  }

  /** The campaign that the person is looking at. */
  campaignInView(): string | undefined {
    const window = BrowserWindow.getFocusedWindow() ?? this.#main;
    return window && readCampaignAddress(window.webContents.getURL());
  }

  /** Shows progress where the desktop has a place for it; undefined shows none. */
  showProgress(fraction: number | undefined): void {
    this.#main?.setProgressBar(fraction ?? -1);
  }

  closeAll(): void {
    for (const window of BrowserWindow.getAllWindows()) window.close();
  }

  #popOut(kind: WindowKind, path: string): void {
    const there = this.#poppedOut.get(path);
    if (there) bringToFront(there);
    else this.#openPoppedOut(kind, path);
  }

  #openPoppedOut(kind: WindowKind, path: string): void {
    const window = this.#open(kind, path);
    window.setMenuBarVisibility(false);
    this.#poppedOut.set(path, window);
    window.once('closed', () => this.#poppedOut.delete(path));
  }

  #open(kind: WindowKind, path: string): BrowserWindow {
    const { states, preload, icon } = this.#options;
    const size = sizes[kind];
    const { bounds, maximised } = placeWindow(states.read(kind), workAreas(), size);
    const window = new BrowserWindow({
      ...bounds,
      minWidth: size.minWidth,
      minHeight: size.minHeight,
      show: false,
      title: 'simswarm',
      backgroundColor: backgrounds[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      ...(icon === undefined ? {} : { icon }),
      // The spelling checker would fetch dictionaries from the network.
      webPreferences: { preload, sandbox: true, contextIsolation: true, nodeIntegration: false, spellcheck: false },
    });
    window.once('ready-to-show', () => {
      if (maximised) window.maximize();
      window.show();
    });
    remember(window, kind, states);
    window.on('close', event => this.#beforeClose(event));
    void window.loadURL(toPageAddress(path));
    return window;
  }

  // Where an application ends with its last window, that window must not be gone while the person is asked.
  #beforeClose(event: { preventDefault(): void }): void {
    if (process.platform === 'darwin' || this.#options.mayCloseLast()) return;
    if (BrowserWindow.getAllWindows().length > 1) return;
    event.preventDefault();
    this.#options.quit();
  }
}

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

// A page that is there is led by its own router, so that it keeps what it has; one that is not is loaded there.
function go(window: BrowserWindow, path: string): void {
  const { webContents } = window;
  const isThere = isPageAddress(webContents.getURL()) && !webContents.isLoadingMainFrame() && !webContents.isCrashed();
  if (isThere) webContents.send('go', path);
  else void window.loadURL(toPageAddress(path));
}

function remember(window: BrowserWindow, kind: WindowKind, states: WindowStates): void {
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    states.write(kind, { ...window.getNormalBounds(), maximised: window.isMaximized() });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, rememberAfter);
  };
  window.on('resize', soon).on('move', soon).on('close', write);
  window.once('closed', () => clearTimeout(timer));
}
