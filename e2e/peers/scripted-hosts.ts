import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { createToken, openLoopback } from '../../electron/host/loopback.ts';
import { servePageFiles } from '../../electron/host/page-files.ts';
import { ensurePage } from '../../scripts/build-page.ts';
import { createScriptedServices, type ScriptedOptions } from './scripted-services.ts';
import type { ScreenState } from './states.ts';

const pageFolder = join(import.meta.dirname, '../../dist/page');

/** The built page over scripted services, served by this very process. */
export interface ScriptedHosts extends AsyncDisposable {
  /** Opens a page in a state and waits until it is complete. */
  arrive(page: Page, state: ScreenState): Promise<void>;
  /** Opens an address of the page, without its token for a stranger. */
  open(page: Page, services: ScriptedOptions, path: string, isStranger?: boolean): Promise<void>;
}

/** Serves the page on ports of its own, one for each kind of services that is asked for. */
export async function openScriptedHosts(): Promise<ScriptedHosts> {
  await ensurePage(console.log);
  const opened = new AsyncDisposableStack();
  const links = new Map<string, Promise<string>>();
  const linkOf = (services: ScriptedOptions): Promise<string> => {
    const key = JSON.stringify(services);
    const link = links.get(key) ?? openHost(services, opened);
    links.set(key, link);
    return link;
  };
  const open: ScriptedHosts['open'] = async (page, services, path, isStranger) => {
    const [address = '', token = ''] = (await linkOf(services)).split('#');
    await page.goto(address.replace(/\/$/, path) + (isStranger ? '' : `#${token}`));
  };
  return {
    open,
    async arrive(page, { services, path, reach, shown, isStranger }) {
      await open(page, services, path, isStranger);
      if (reach) {
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await reach(page);
      }
      await expect(shown(page))
        .toBeVisible()
        .catch(error => tellShown(page, error));
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

// What a page shows instead tells more than what it does not show.
async function tellShown(page: Page, error: Error): Promise<never> {
  throw new Error(`${error.message}\nThe page shows:\n${await page.locator('body').ariaSnapshot()}`, { cause: error });
}

async function openHost(options: ScriptedOptions, opened: AsyncDisposableStack): Promise<string> {
  const scripted = createScriptedServices(options);
  opened.defer(() => scripted.close());
  const host = await openLoopback({
    services: scripted.services,
    page: servePageFiles(pageFolder),
    token: createToken(),
    reportBug: (error, question) => console.error(question, error),
  });
  opened.defer(() => host.close());
  return host.link;
}
