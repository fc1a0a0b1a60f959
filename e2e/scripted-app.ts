import { test as base } from '@playwright/test';
import { openScriptedHosts, type ScriptedHosts } from './peers/scripted-hosts.ts';
import { watchPage } from './watch-page.ts';

interface Fixtures {
  /** What the page itself reports. */
  readonly problems: () => string[];
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
  problems: async ({ page }, use) => {
    const watched = await watchPage(page);
    await use(watched.problems);
  },
});

export { expect } from '@playwright/test';
