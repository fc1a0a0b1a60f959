/** What the shell offers the page: a pipe, and the desktop's folder chooser. Everything else is asked through the pipe. */
import { contextBridge, ipcRenderer } from 'electron';

// A port cannot go through the bridge; a window message can carry it.
ipcRenderer.on('pipe', event => window.postMessage('pipe', location.origin, event.ports));

// The page's router follows the history, whoever writes it.
ipcRenderer.on('go', (_event, path: string) => {
  history.pushState(null, '', path);
  window.dispatchEvent(new PopStateEvent('popstate', { state: null }));
});

contextBridge.exposeInMainWorld('desktop', {
  requestPipe: () => ipcRenderer.send('pipe'),
  chooseFolder: (startAt: string) => ipcRenderer.invoke('choose-folder', startAt),
});
