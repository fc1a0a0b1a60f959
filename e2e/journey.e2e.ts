import { join } from 'node:path';
import { expect, test } from './app.ts';
import { setAside } from './peers/set-aside.ts';

const exampleResults = join(import.meta.dirname, '../examples/queueing/results');

test('a newcomer gets from nothing to a plot without reading', async ({ window, page }) => {
  // The example of this very checkout is run, as a newcomer would; results of somebody else in it come back afterwards.
  const putBack = setAside(exampleResults);
  try {
    await window.open();
    await expect(window.title('Welcome to simswarm')).toBeVisible();
    await expect(page.getByRole('region', { name: 'This computer' })).toContainText('is ready');
    await page.getByRole('link', { name: 'Open the example' }).click();
    await expect(page.getByRole('radio', { name: /^Quick/ })).toBeChecked();
    // The example compiles by itself; then its runs are listed.
    await expect(page.getByRole('grid', { name: 'Runs of this campaign' })).toHaveAttribute('aria-rowcount', '37', {
      timeout: 170_000,
    });
    await window.run();
    await expect(window.title('Quick')).toBeVisible();
    await expect(page).toHaveTitle(/Quick – simswarm$/);
    await expect(window.count('36 finished')).toBeVisible();
    await expect(window.phase('Finished')).toBeVisible();
    await window.tab('Results').click();
    const chart = page.getByRole('img', { name: /3 lines, values from/ });
    await expect(chart).toBeVisible();
    await expect(chart.locator('svg').first()).toBeVisible();
    await expect(page.getByRole('list', { name: 'Lines' }).getByRole('listitem')).toHaveText([
      'interarrivalTime=1',
      'interarrivalTime=1.25',
      'interarrivalTime=2',
    ]);
  } finally {
    putBack();
  }
});

test('the runs are listed anew as the filter is typed, and a wrong filter is explained where it stands', async ({
  window,
  page,
}) => {
  await window.openNewCampaign('Quick');
  const runs = await window.listRuns();
  await expect(runs).toHaveAttribute('aria-rowcount', '37');
  const filter = page.getByRole('textbox', { name: 'Run filter' });
  await filter.fill('$serviceTime == 0.2 && $repetition == 0');
  await expect(runs).toHaveAttribute('aria-rowcount', '4');
  await expect(page.getByRole('button', { name: 'Run 3 runs' })).toBeEnabled();
  await filter.fill('$nothing == 1');
  await expect(page.getByRole('alert')).toContainText('could not list its runs');
  await expect(page.getByRole('alert')).toContainText('nothing');
  await page
    .getByRole('button', { name: 'Clear the filter' })
    .or(page.getByRole('button', { name: 'Try again' }))
    .first()
    .focus();
  await filter.fill('');
  await expect(runs).toHaveAttribute('aria-rowcount', '37');
});

test('what would waste a campaign is found before it starts, with a button that mends it', async ({ window, page }) => {
  await window.openNewCampaign('Endless');
  const findings = page.getByRole('region', { name: 'Before you run' });
  await expect(findings).toContainText('Nothing ends these runs');
  await findings.getByRole('button', { name: /^Add --sim-time-limit=/ }).click();
  await expect(findings).not.toContainText('Nothing ends these runs');
  await expect(page.getByRole('list', { name: 'Options of this campaign' })).toContainText('--sim-time-limit=');
});

test('earlier runs tell how long a campaign takes; without any, a pilot does', async ({ window, page }) => {
  await window.openNewCampaign('Disciplines');
  await window.listRuns();
  await expect(page.getByText('How long it takes is not known yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Try 3 runs to find out' }).click();
  await expect(page.getByText(/^Takes .*, as 3 earlier runs tell/)).toBeVisible();
  await window.run();
  // The pilot's runs are not done again.
  await expect(window.count('9 finished')).toBeVisible();
  await expect(window.count('3 reused')).toBeVisible();
});
