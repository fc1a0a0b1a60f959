/** Shows the built page over scripted services: `node e2e/peers/serve-scripted.ts SCENARIO [PORT]`. */
import { join } from 'node:path';
import { openLoopback } from '../../electron/host/loopback.ts';
import { servePageFiles } from '../../electron/host/page-files.ts';
import { createScriptedServices, type Scenario } from './scripted-services.ts';

const [scenario = 'lived-in', port = '0'] = process.argv.slice(2);
const { services } = createScriptedServices({ scenario: scenario as Scenario, playing: true });
const host = await openLoopback({
  services,
  page: servePageFiles(join(import.meta.dirname, '../../dist/page')),
  token: 'scripted-token-for-looking',
  preferredPort: Number(port),
  reportBug: (error, question) => console.error(question, error),
});
console.log(host.link);
