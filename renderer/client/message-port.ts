import { RPCLink, type SupportedMessagePort } from '@orpc/client/message-port';
import { RequestValidationPlugin, ResponseValidationPlugin } from '@orpc/contract/plugins';
import { contract } from '../../contract/index.ts';
import type { Pipe } from './client.ts';

/** The pipe of a window in Electron: a message port whose other end the main process holds. */
export function openPortPipe(port: MessagePort): Pipe {
  let open = true;
  port.addEventListener('close', () => {
    open = false;
  });
  const plugins = [new RequestValidationPlugin(contract), new ResponseValidationPlugin(contract)];
  const link = new RPCLink({ port: port satisfies SupportedMessagePort, plugins });
  port.start();
  return { link, isOpen: () => open };
}
