import { type ChildProcess, spawn } from 'node:child_process';
import { BrowserWindow } from 'electron';
import { Failure } from '../../contract/failure.ts';
import type { ShownApplication } from '../../electron/shell/shown-application.ts';
import type { FromServices, ToServices } from './messages.ts';

/** The application of another process, as the shell wants to have it. */
export interface CarriedApplication extends ShownApplication {
  readonly processId: number;
}

/** Starts the process with the services and carries windows' ports to it. */
export async function openCarriedApplication(
  node: string,
  script: string,
  storage: string,
): Promise<CarriedApplication> {
  const child = spawn(node, [script, storage], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const told = tellOf(child);
  const lost = new Promise<void>(resolve => child.once('exit', () => resolve()));
  const ports = new Map<number, Electron.MessagePortMain>();
  const ready = await new Promise<FromServices & { kind: 'ready' }>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`The services ended with ${code}`)));
    child.on('message', (message: FromServices) => {
      if (message.kind === 'ready') resolve(message);
      else if (message.kind === 'answer') ports.get(message.port)?.postMessage(message.data);
    });
  });
  return {
    processId: child.pid ?? 0,
    link: ready.link,
    isOwner: ready.isOwner,
    lost,
    client: {
      campaigns: {
        watch: () => follow(child, lost, message => (message.kind === 'campaigns' ? message.rows : undefined)),
      },
      settings: {
        watch: () => follow(child, lost, message => (message.kind === 'settings' ? message.settings : undefined)),
      },
    },
    offer: port => carry(port as unknown as Electron.MessagePortMain, ports, told),
    [Symbol.asyncDispose]: async () => {
      if (child.connected) child.disconnect();
      await lost;
    },
  };
}

function tellOf(child: ChildProcess) {
  return (message: ToServices) => {
    if (child.connected) child.send(message);
  };
}

// A page of this age is not told that the other end of its port has closed; today's are, by an event of the port.
function tellClosed(): void {
  for (const { webContents } of BrowserWindow.getAllWindows()) void webContents.executeJavaScript('portClosed()');
}

let lastNumber = 0;

function carry(
  port: Electron.MessagePortMain,
  ports: Map<number, Electron.MessagePortMain>,
  tell: (message: ToServices) => void,
): void {
  const number = ++lastNumber;
  ports.set(number, port);
  const close = port.close.bind(port);
  port.close = () => {
    close();
    tellClosed();
  };
  port.on('message', ({ data }) => tell({ kind: 'question', port: number, data }));
  port.on('close', () => {
    ports.delete(number);
    tell({ kind: 'closed', port: number });
  });
}

async function* follow<Item>(
  child: ChildProcess,
  lost: Promise<void>,
  pick: (message: FromServices) => Item | undefined,
): AsyncGenerator<Item> {
  const items: Item[] = [];
  let wake: () => void = () => undefined;
  child.on('message', (message: FromServices) => {
    const item = pick(message);
    if (item !== undefined) items.push(item);
    wake();
  });
  let gone = false;
  void lost.then(() => {
    gone = true;
    wake();
  });
  while (!gone || items.length > 0) {
    const item = items.shift();
    if (item !== undefined) yield item;
    else
      await new Promise<void>(resolve => {
        wake = resolve;
      });
  }
  throw new Failure('host.disconnected', {});
}
