import { expect, test } from './app.ts';
import { createWindow } from './pages/window.ts';
import { watchPage } from './watch-page.ts';

test('cancelled, then only what is missing is run', async ({ window, page }) => {
  await window.runCampaign('OneSecond');
  await expect(window.count(/[1-9]\d* finished/)).toBeVisible();
  await page.getByRole('button', { name: 'Cancel…' }).click();
  const question = page.getByRole('dialog', { name: 'Cancel OneSecond?' });
  await expect(question).toContainText('would be stopped');
  await question.getByRole('button', { name: 'Cancel the campaign' }).click();
  await expect(window.phase('Ended early')).toBeVisible();
  await page.getByRole('button', { name: 'Run missing…' }).click();
  const missing = page.getByRole('dialog', { name: 'Run what is missing' });
  await expect(missing).toContainText(/kept: an identical run has finished/);
  await expect(missing).toContainText(/to do: it was cancelled/);
  await missing.getByRole('button', { name: /^Run \d+ runs?$/ }).click();
  await expect(window.phase('Finished')).toBeVisible({ timeout: 120_000 });
  await expect(window.count('finished')).toBeVisible();
});

test('selected runs are cancelled, put back, and retried', async ({ window, page }) => {
  await window.runCampaign('OneSecond');
  await window.count('waiting').click();
  await expect(window.run_('Waiting').first()).toBeVisible();
  await page.getByRole('button', { name: 'Select all' }).click();
  await page
    .getByRole('toolbar', { name: 'Selected runs' })
    .getByRole('button', { name: /^Cancel/ })
    .click();
  await page.getByRole('button', { name: /^Undo: put/ }).click();
  await expect(window.count('cancelled')).toBeHidden();
  await expect(window.phase('Running')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel…' }).click();
  await page.getByRole('button', { name: 'Cancel the campaign' }).click();
  await expect(window.phase(/Ended early|Cancelled/)).toBeVisible();
});

test('who closes the tab in the middle finds everything when they come back', async ({
  window,
  page,
  context,
  app,
}) => {
  await window.runCampaign('OneSecond');
  const path = window.path();
  await expect(window.count('running')).toBeVisible();
  await page.close();
  const later = await context.newPage();
  const watched = await watchPage(later);
  const again = createWindow(later, app);
  await again.open(path);
  await expect(again.title('OneSecond')).toBeVisible();
  await expect(again.phase('Finished')).toBeVisible({ timeout: 120_000 });
  await expect(again.count('16 finished')).toBeVisible();
  expect(watched.problems()).toEqual([]);
});

test('when the application is killed and started again, the page comes back by itself and shows the truth', async ({
  window,
  page,
  app,
  watched,
}) => {
  watched.expectOutage();
  await window.runCampaign('OneSecond');
  await expect(window.count(/[1-9]\d* finished/)).toBeVisible();
  await app.kill();
  await expect(page.getByRole('button', { name: /Reconnecting/ })).toBeVisible();
  await app.start();
  await expect(page.getByRole('button', { name: /Reconnecting/ })).toBeHidden();
  // Nothing runs any more, and nothing says so.
  await expect(window.phase('Interrupted')).toBeVisible();
  await expect(window.count('running')).toBeHidden();
  await expect(page.getByText('simswarm was ended while this campaign was under way')).toBeVisible();
  await page.getByRole('button', { name: 'Run what is missing' }).click();
  await expect(window.phase('Finished')).toBeVisible({ timeout: 120_000 });
});

test('two tabs see the same, and each what the other does', async ({ window, page, context, app }) => {
  await window.runCampaign('OneSecond');
  // A link opened in another tab has no token of its own: the first tab gives it.
  const other = await context.newPage();
  const watched = await watchPage(other);
  await other.goto(app.link(window.path()).replace(/#.*$/, ''));
  const second = createWindow(other, app);
  await expect(second.title('OneSecond')).toBeVisible();
  await other.getByRole('button', { name: 'Pause' }).click();
  await expect(window.phase(/Paused|Pausing/)).toBeVisible();
  await expect(window.phase('Paused')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await expect(second.phase('Running')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel…' }).click();
  await page.getByRole('button', { name: 'Cancel the campaign' }).click();
  await expect(second.phase(/Ended early|Cancelled/)).toBeVisible();
  expect(watched.problems()).toEqual([]);
});

test('a page without the key says how to get one', async ({ page, app, watched }) => {
  watched.expectOutage();
  await page.goto(app.address().replace(/#.*$/, ''));
  await expect(page.getByRole('heading', { name: 'This page has no key to simswarm' })).toBeVisible();
  await page.goto(app.address());
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  expect(page.url()).not.toContain('token');
});

test('the monitor shows a campaign in a small window', async ({ window, page, app }) => {
  await window.runCampaign('OneSecond');
  const [monitor] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('button', { name: 'Open the job monitor' }).click(),
  ]);
  await monitor.setViewportSize({ width: 360, height: 640 });
  await expect(monitor.getByRole('heading', { level: 1, name: 'OneSecond' })).toBeVisible();
  await expect(monitor.getByRole('region', { name: 'Running now' }).getByRole('listitem').first()).toBeVisible();
  expect(await monitor.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await monitor.getByRole('button', { name: 'Pause' }).click();
  await expect(window.phase('Paused')).toBeVisible();
  void app;
});
