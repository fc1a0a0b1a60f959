import { expect, type Locator, type Page } from '@playwright/test';
import type { App } from '../app.ts';

const compilingAtMost = 170_000;

/** What a person does in the window, in their words; found by role and name only. */
export function createWindow(page: Page, app: Pick<App, 'link' | 'project'>) {
  const window = {
    open: (path = '/') => page.goto(app.link(path)),

    /** The form of a new campaign for the project of this test. */
    async openNewCampaign(configuration: string, more: Record<string, string> = {}): Promise<void> {
      const parameters = new URLSearchParams({ folder: app.project, configuration, ...more });
      await window.open(`/new?${parameters}`);
      await expect(page.getByRole('radio', { name: new RegExp(`^${configuration}\\b`) })).toBeChecked();
    },

    /** The runs that the form shows; a project that is not compiled yet is compiled first, as its page offers. */
    async listRuns(): Promise<Locator> {
      const runs = page.getByRole('grid', { name: 'Runs of this campaign' });
      const compile = page.getByRole('button', { name: 'Compile now' });
      await expect(runs.or(compile)).toBeVisible();
      if (await compile.isVisible()) await compile.click();
      await expect(page.getByRole('progressbar', { name: 'Compiling' })).toBeHidden({ timeout: compilingAtMost });
      await expect(runs).toBeVisible();
      return runs;
    },

    /** Starts what the form shows, once it knows how many runs that is. */
    async run(): Promise<void> {
      const run = page.getByRole('button', { name: /^Run [\d,]+ runs?$/ });
      const compile = page.getByRole('button', { name: 'Compile now' });
      await expect(run.or(compile)).toBeVisible();
      if (await compile.isVisible()) await compile.click();
      await run.click();
      await page.waitForURL(/\/campaigns\/[^/]+$/);
    },

    /** Submits a campaign of the example. */
    async runCampaign(configuration: string, more: Record<string, string> = {}): Promise<void> {
      await window.openNewCampaign(configuration, more);
      await window.run();
    },

    title: (name: string) => page.getByRole('heading', { level: 1, name }),

    /** What the campaign is doing, beside its name. */
    phase: (name: string | RegExp) => page.getByRole('main').getByRole('status').filter({ hasText: name }).first(),

    runs: () => page.getByRole('grid', { name: 'Runs' }),

    run_: (text: string | RegExp): Locator => window.runs().getByRole('row').filter({ hasText: text }),

    count: (state: string | RegExp) =>
      page.getByRole('group', { name: 'Runs per state' }).getByRole('button', { name: state }),

    tab: (name: string) => page.getByRole('navigation', { name: 'Parts of the campaign' }).getByRole('link', { name }),

    go: (name: string) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }),

    drawer: () => page.getByRole('complementary', { name: 'Run' }),

    /** The address of the campaign that is open. */
    path: () => new URL(page.url()).pathname,
  };
  return window;
}

export type Window = ReturnType<typeof createWindow>;
