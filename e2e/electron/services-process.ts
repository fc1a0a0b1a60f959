/** The real services in a Node that can run them, for an Electron whose Node is too old; windows' ports are carried over the channel to it. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { openApplication } from '../../electron/application.ts';
import { aboutThis } from '../../electron/cli/connect.ts';
import { createPortHost } from '../../electron/host/message-port.ts';
import { exampleFolder } from '../../electron/paths.ts';
import type { Services } from '../../electron/services/services.ts';
import { swarmSources } from '../../electron/swarm-sources.ts';
import type { FromServices, ToServices } from './messages.ts';

const tell = (message: FromServices) => process.connected && process.send?.(message);
const reportBug = (error: unknown, question: string) => console.error(`${question} failed unexpectedly:`, error);

const application = await openApplication({
  storageFolder: process.argv[2] ?? '',
  about: aboutThis('electron'),
  example: exampleFolder,
  swarm: swarmSources,
  page: async () => undefined,
  tell: failure => console.error(failure),
  reportBug,
});
const host = createPortHost(application.client as unknown as Services, reportBug);
const ports = new Map<number, MessagePort>();

function portOf(number: number): MessagePort {
  const there = ports.get(number);
  if (there) return there;
  const { port1, port2 } = new MessageChannel();
  host.offer(port1 as unknown as Parameters<typeof host.offer>[0]);
  port2.on('message', data => tell({ kind: 'answer', port: number, data }));
  ports.set(number, port2);
  return port2;
}

process.on('message', (message: ToServices) => {
  if (message.kind === 'question') portOf(message.port).postMessage(message.data);
  else ports.get(message.port)?.close();
});
process.on('disconnect', async () => {
  await application[Symbol.asyncDispose]();
  process.exit();
});

async function watchCampaigns(): Promise<void> {
  for await (const rows of application.client.campaigns.watch({})) tell({ kind: 'campaigns', rows });
}
async function watchSettings(): Promise<void> {
  for await (const settings of application.client.settings.watch({})) tell({ kind: 'settings', settings });
}

tell({ kind: 'ready', link: application.link, isOwner: application.isOwner });
void watchCampaigns();
void watchSettings();
