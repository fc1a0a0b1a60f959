/** A page as small as can be around the real page's client: what tests ask in a window is asked through its port. */
import '../old-node.ts';
import { type ClosablePipe, Connection } from '../../../renderer/client/connection.ts';
import { openPipe } from '../../../renderer/client/open-pipe.ts';

const connection = new Connection(openPipe as () => Promise<ClosablePipe>);
const seen = { loads: performance.timeOrigin, moves: [] as string[], violations: [] as string[] };
window.addEventListener('popstate', () => seen.moves.push(location.pathname));
let port: MessagePort | undefined;
window.addEventListener('message', event => {
  port = event.ports[0];
});
const portClosed = () => port?.dispatchEvent(new Event('close'));
document.addEventListener('securitypolicyviolation', event => seen.violations.push(event.violatedDirective));

Object.assign(window, { connection, client: connection.client, seen, portClosed });
void connection.open();
