import { test as base } from '@playwright/test';
import { openScriptedHosts, type ScriptedHosts } from './peers/scripted-hosts.ts';
import { type WatchedPage, watchPage } from './watch-page.ts';

interface Fixtures {
  /** What the page itself reports. */
  readonly watched: WatchedPage;
}

/** Tests of the page alone: what the application behind it says is scripted. */
export const test = base.extend<Fixtures, { hosts: ScriptedHosts }>({
  hosts: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      await using hosts = await openScriptedHosts();
      await use(hosts);
    },
    { scope: 'worker' },
  ],
  watched: async ({ page }, use) => {
    await use(await watchPage(page));
  },
});

export { expect } from '@playwright/test';
