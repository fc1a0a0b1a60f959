import { expect, test } from './app.ts';

test('a failing campaign is understood and retried', async ({ window, page }) => {
  await window.runCampaign('Failing');
  await expect(window.phase('5 runs failed')).toBeVisible();
  await window.tab('Failures').click();
  // Two causes, not five: the overloaded points, and one crash.
  const overload = page.getByRole('region', { name: /overflow|Overflow|full|exceed/i }).first();
  await expect(overload).toContainText('4 runs');
  await expect(overload).toContainText('All of them have load = 1.1 or 1.3');
  const crash = page.getByRole('region', { name: /SIGABRT/ });
  await expect(crash).toContainText('load = 0.7');
  await expect(crash).toContainText('the same parameters end the same way');
  await crash.getByRole('button', { name: 'Show these runs' }).click();
  await expect(window.runs()).toHaveAttribute('aria-rowcount', '2');
  await window.run_('SIGABRT').click();
  const drawer = window.drawer();
  await expect(drawer).toContainText('crashed with an abort (SIGABRT)');
  await drawer.getByText('Log', { exact: true }).click();
  await expect(drawer.getByRole('region', { name: 'Log of the run' })).toContainText('Event #');
  await drawer.getByText('Overview', { exact: true }).click();
  await expect(drawer.getByRole('region', { name: 'Reproduce' })).toContainText('-c Failing -r');
  await drawer.getByRole('button', { name: 'Retry' }).click();
  // It crashes again, as it was said to; both attempts are told.
  await expect(drawer.getByRole('region', { name: 'Attempts' }).getByRole('row')).toHaveCount(3);
  await expect(drawer.getByRole('status')).toHaveText('Failed');
});

test('a campaign whose first runs die alike pauses itself and says why', async ({ window, page }) => {
  await window.openNewCampaign('Failing', { filter: '$load > 1' });
  await page.getByText('Build mode, limits, priority').click();
  await window.open('/settings');
  const field = page.getByRole('textbox', { name: 'Pause a campaign when its first runs die alike' });
  await field.fill('2');
  await field.blur();
  await window.runCampaign('Failing', { filter: '$load > 1' });
  await expect(window.phase('Paused')).toBeVisible();
  await expect(page.getByText('Paused: the first 2 runs died alike')).toBeVisible();
  await page.getByRole('link', { name: 'See the failures' }).click();
  await expect(
    page
      .getByRole('region', { name: 'Failures' })
      .or(page.getByRole('button', { name: 'Show these runs' }))
      .first(),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await expect(window.phase(/runs failed/)).toBeVisible();
});

test('a project that does not compile says so with the compiler’s own words', async ({ window, page, app }) => {
  // The whole of the project is compiled, up to what is wrong.
  test.slow();
  const { appendFileSync } = await import('node:fs');
  appendFileSync(`${app.project}/src/nodes/queue.cc`, '\nint broken = nothingOfThisName;\n');
  await window.openNewCampaign('Quick');
  await page.getByRole('button', { name: 'Compile now' }).click();
  await expect(page.getByRole('alert').first()).toContainText('Compiling failed', { timeout: 300_000 });
  await expect(page.getByRole('alert').first()).toContainText('nothingOfThisName');
});
