import type { ClosablePipe } from './connection.ts';
import { type Desktop, findDesktop, requestPort } from './desktop.ts';
import { openPortPipe } from './message-port.ts';
import { askOtherTabs, keepToken, takeToken } from './token.ts';
import { openSocketPipe } from './web-socket.ts';

const otherTabsAnswerWithin = 400;

/** Opens the pipe that fits where the page runs: a message port in the desktop shell, a web socket in a browser. */
export async function openPipe(): Promise<ClosablePipe> {
  const desktop = findDesktop();
  return desktop ? openDesktopPipe(desktop) : openSocketPipe(location.origin, await findToken());
}

async function openDesktopPipe(desktop: Desktop): Promise<ClosablePipe> {
  const port = await requestPort(desktop);
  const closed = new Promise<void>(resolve => port.addEventListener('close', () => resolve()));
  return { ...openPortPipe(port), closed, close: () => port.close() };
}

async function findToken(): Promise<string> {
  const own = takeToken();
  if (own !== undefined) return own;
  const shared = await askOtherTabs(otherTabsAnswerWithin);
  if (shared !== undefined) keepToken(shared);
  // Without any token the host refuses, which is what the page then tells.
  return shared ?? 'none';
}
