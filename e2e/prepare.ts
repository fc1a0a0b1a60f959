import { buildExampleOnce } from '../electron/testing/example.ts';
import { ensurePage } from '../scripts/build-page.ts';

/** Before the first test: the page is built and the example compiled, which on a fresh machine takes longer than a test may. */
// biome-ignore lint/style/noDefaultExport: Playwright calls what a file exports so
export default async function prepare(): Promise<void> {
  await ensurePage(console.log);
  await buildExampleOnce();
}
