import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from './app.ts';

async function download(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name, exact: true }).click(),
  ]);
  return (await file.path()) as string;
}

test('results are plotted, exported, saved and copied', async ({ window, page, app }) => {
  await window.runCampaign('Quick');
  await expect(window.phase('Finished')).toBeVisible();
  await window.tab('Results').click();
  const chart = page.getByRole('img', { name: /lines?, values from/ });
  await expect(chart).toBeVisible();

  // A chart can be linked to.
  await expect(page.getByRole('checkbox', { name: /^queueLength:timeavg/ })).toBeChecked();
  await page.getByRole('checkbox', { name: /^queueLength:max/ }).check();
  await page.getByRole('checkbox', { name: 'log y' }).check();
  const address = page.url();
  await page.reload();
  await expect(page.getByRole('checkbox', { name: /^queueLength:max/ })).toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'log y' })).toBeChecked();
  expect(page.url()).toBe(address);

  // Theory: a queue with load 0.4 has 0.4² / 0.6 jobs waiting on average.
  const csv = readFileSync(await download(page, 'CSV'), 'utf8').split('\r\n');
  expect(csv[0]).toBe('line,serviceTime,mean,ci95_low,ci95_high,standard_deviation,n,unit');
  const row = csv.find(line => line.includes('queueLength:timeavg, interarrivalTime=1"') && line.includes(',0.4,'));
  expect(Number(row?.split(',').at(-6))).toBeCloseTo(0.4 ** 2 / 0.6, 1);
  expect(JSON.parse(readFileSync(await download(page, 'JSON'), 'utf8')).length).toBe(csv.length - 2);
  const svg = readFileSync(await download(page, 'SVG'), 'utf8');
  expect(svg).toContain('<svg');
  expect(svg).toContain('interarrivalTime=2');
  expect(svg).not.toContain('var(');
  expect(
    readFileSync(await download(page, 'PNG'))
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');

  // Saved with the campaign, found again, removed and put back.
  await page.getByRole('button', { name: 'Save chart…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Waiting');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('button', { name: 'Saved charts' }).click();
  await page.getByRole('button', { name: 'Remove Waiting' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Waiting', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: 'log y' })).toBeChecked();

  // Files, copied with their folders.
  const target = join(app.project, '../copied');
  mkdirSync(target);
  await page.getByRole('button', { name: 'Files', exact: true }).click();
  await page.getByRole('textbox', { name: 'Filter files' }).fill('serviceTime=0.2 .sca');
  await expect(page.getByRole('grid', { name: 'Result files' })).toHaveAttribute('aria-rowcount', '10');
  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Copy to…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Path' }).fill(target);
  await dialog.getByRole('button', { name: 'Go' }).click();
  await dialog.getByRole('button', { name: 'Copy here' }).click();
  await expect(page.getByText('9 files,')).toBeVisible();
  expect(existsSync(join(target, 'results/Quick-interarrivalTime=1,serviceTime=0.2-#0.sca'))).toBe(true);
});

test('vectors are laid over each other, zoomed and smoothed; histograms merged', async ({ window, page }) => {
  await window.runCampaign('Quick', { filter: '$repetition == 0 && $interarrivalTime == 1' });
  await expect(window.phase('Finished')).toBeVisible();
  await window.tab('Results').click();
  await page.getByRole('button', { name: 'Vectors', exact: true }).click();
  const plot = page.getByRole('region', { name: /of 3 runs from/ });
  await expect(plot).toBeVisible();
  const all = await plot.getAttribute('aria-label');
  await plot.focus();
  await page.keyboard.press('+');
  await expect(page.getByRole('button', { name: 'Whole time' })).toBeEnabled();
  await expect(plot).not.toHaveAttribute('aria-label', all ?? '');
  await page.keyboard.press('0');
  await expect(page.getByRole('button', { name: 'Whole time' })).toBeDisabled();
  await page.getByRole('combobox', { name: 'Samples' }).click();
  await page.getByRole('option', { name: 'moving average' }).click();
  await expect(page.getByRole('textbox', { name: 'Window' })).toHaveValue('100 samples');
  // Where the pointer is, the values are told; the plot may be drawn anew meanwhile.
  await expect(async () => {
    await plot.hover({ position: { x: 300 + Math.random() * 20, y: 120 } });
    await expect(page.getByText(/^t = [\d,.]+ s$/)).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole('button', { name: 'Histograms', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Histograms' }).getByRole('listitem')).toHaveCount(4);
});

test('the map shows the value of a scalar with its confidence interval, and the same as a table', async ({
  window,
  page,
}) => {
  await window.runCampaign('Quick');
  await expect(window.phase('Finished')).toBeVisible();
  await page.getByRole('combobox', { name: 'What the cells show' }).click();
  await page.getByRole('option', { name: /^queueLength:timeavg/ }).click();
  const map = page.getByRole('grid', { name: /^Map of/ });
  await expect(map.getByRole('gridcell', { name: /±/ })).toHaveCount(12);
  await map.getByRole('gridcell', { name: /±/ }).first().click();
  await expect(window.runs()).toHaveAttribute('aria-rowcount', '4');
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByText('Table', { exact: true }).click();
  const table = page.getByRole('grid', { name: 'Points of the parameter space' });
  await expect(table.getByRole('row')).toHaveCount(13);
  await expect(table.getByRole('row').nth(1)).toContainText('±');
});
