/**
 * Gives an old Electron the names of the new one's interfaces that the shell uses, over what the old one had instead, so that the shell's own modules run in
 * it unchanged. What has no old counterpart (utility processes, events of frames) is not tried there.
 */
import './old-node.ts';
import electron from 'electron';

type Any = Record<string, unknown> & { on(name: string, listener: (...args: never[]) => void): unknown };
type Handler = (request: {
  url: string;
  method: string;
}) => Promise<{ status: number; headers: object; body?: Uint8Array }>;

const { app, ipcMain, session } = electron;

app.on('web-contents-created', (_event, contents) => renewContents(contents as unknown as Any));
void app.whenReady().then(() => renewSession(session.defaultSession as unknown as Any));
renewIpc(ipcMain as unknown as Any);

// Events of navigation carried their facts as arguments; opening windows was an event.
function renewContents(contents: Any): void {
  const on = contents.on.bind(contents) as (name: string, listener: (...args: unknown[]) => void) => unknown;
  contents.on = ((name: string, listener: (event: object) => void) => {
    if (name !== 'will-navigate' && name !== 'will-redirect') return on(name, listener as never);
    return on(name, (event, url) => listener(Object.assign(event as object, { url, isMainFrame: true })));
  }) as Any['on'];
  contents.setWindowOpenHandler = (decide: (details: { url: string }) => { action: string }) =>
    on('new-window', (event, url) => {
      if (decide({ url: url as string }).action === 'deny') (event as Event).preventDefault();
    });
}

function renewSession(old: Any): void {
  const protocol = old.protocol as Record<string, unknown>;
  const register = (protocol.registerBufferProtocol as (...args: unknown[]) => unknown).bind(protocol);
  const handle = (scheme: string, handler: Handler) =>
    register(scheme, async (request: { url: string; method: string }, answer: (response: object) => void) => {
      const { status, headers, body } = await handler(request);
      answer({ statusCode: status, headers, data: Buffer.from(body ?? []) });
    });
  Object.defineProperty(old, 'protocol', { value: { handle } });
  old.setDevicePermissionHandler ??= () => undefined;
}

// Which frame sent a message was not told; in these tests only pages themselves do.
function renewIpc(old: Any): void {
  for (const name of ['on', 'handle'] as const) {
    const original = (old[name] as (...args: unknown[]) => unknown).bind(old);
    (old as Record<string, unknown>)[name] = (channel: string, listener: (...args: unknown[]) => unknown) =>
      original(channel, (event: { sender: Electron.WebContents }, ...rest: unknown[]) => {
        Object.defineProperty(event, 'senderFrame', { value: { url: event.sender.getURL(), parent: null } });
        return listener(event, ...rest);
      });
  }
}
