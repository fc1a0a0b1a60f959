import { test as base, expect } from '@playwright/test';
import { makeWorkplace } from '../electron/testing/example.ts';
import { createWindow, type Window } from './pages/window.ts';
import { type App, RunningApp } from './running-app.ts';
import { type WatchedPage, watchPage } from './watch-page.ts';

interface Fixtures {
  readonly app: App;
  /** What the page itself reports: nothing, at the end of every test. */
  readonly watched: WatchedPage;
  /** The page in a user's words. */
  readonly window: Window;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  app: async ({}, use) => {
    const app = new RunningApp(await makeWorkplace('e2e'));
    await app.start();
    await use(app);
    await app.close();
  },
  // Set up after the application, so that it looks away before that ends.
  watched: async ({ page, app }, use) => {
    void app;
    const watched = await watchPage(page);
    await use(watched);
    expect(watched.problems()).toEqual([]);
  },
  window: async ({ page, watched, app }, use) => {
    void watched;
    await use(createWindow(page, app));
  },
});

export type { Page } from '@playwright/test';
export { expect } from '@playwright/test';
export type { App };
