/** The page in Chromium over scripted services: how long it blocks under ten thousand changing runs, how soon it is there, how large it is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from '@playwright/test';
import { createScriptedServices, type ScriptedOptions } from '../e2e/peers/scripted-services.ts';
import { createToken, openLoopback } from '../electron/host/loopback.ts';
import { servePageFiles } from '../electron/host/page-files.ts';
import { findBrowser } from '../scripts/find-browser.ts';
import { type BenchRow, compared, measured } from './row.ts';
import { type Observation, type Observed, observe } from './window-observer.ts';

const pageFolder = join(import.meta.dirname, '../dist/page');
const changesAtATime = 40;

/** Measures the window. */
export async function benchWindow(): Promise<BenchRow[]> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('There is no Chromium to measure in');
  const { ensurePage } = await import('../scripts/build-page.ts');
  await ensurePage(console.error);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  try {
    return [
      ...(await benchStart(browser)),
      ...(await benchHuge(browser)),
      ...(await benchVectors(browser)),
      ...bundleSizes(),
    ];
  } finally {
    await browser.close();
  }
}

async function withPage<Answer>(
  browser: Browser,
  options: ScriptedOptions,
  path: string,
  work: (page: Page, observed: Observed) => Promise<Answer>,
): Promise<Answer> {
  const scripted = createScriptedServices(options);
  const token = createToken();
  const reportBug = (error: unknown) => console.error(error);
  const host = await openLoopback({ services: scripted.services, page: servePageFiles(pageFolder), token, reportBug });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const observed = await observe(page);
    await page.goto(`${host.address.slice(0, -1)}${path}#token=${token}`);
    return await work(page, observed);
  } finally {
    await context.close();
    scripted.close();
    await host.close();
  }
}

async function benchStart(browser: Browser): Promise<BenchRow[]> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    times.push(
      await withPage(browser, { scenario: 'lived-in' }, '/', async page => {
        await page.getByRole('row').nth(3).waitFor();
        return page.evaluate(() => performance.getEntriesByName('list-shown')[0]?.startTime ?? Number.NaN);
      }),
    );
  }
  const note = 'navigation start to the list of campaigns, with data, in a fresh profile; median of 5';
  return [measured('first interactive paint', median(times), 'ms', 1000, note)];
}

async function benchHuge(browser: Browser): Promise<BenchRow[]> {
  const options = { scenario: 'huge', playing: true, changes: changesAtATime } as const;
  return withPage(browser, options, '/campaigns/huge', async (page, observed) => {
    await page.getByRole('grid', { name: 'Runs' }).waitFor();
    await page.waitForTimeout(1500);
    const opening = await observed.take();
    await page.waitForTimeout(8000);
    const watching = await observed.take();
    const scrolling = await scroll(page, observed);
    const plain = await benchPlainRows(browser);
    const typing = await type(page, observed);
    const load = `10,000 runs, ${changesAtATime} of them changing 50 times a second`;
    return [
      measured('longest task while opening', longest(opening), 'ms', 50, `${load}; page start and all rows`),
      measured('longest task while watching', longest(watching), 'ms', 50, `${load}; 8 s`),
      measured(
        'longest task while scrolling',
        longest(scrolling),
        'ms',
        50,
        `${load}; ${longest(plain)} ms for plain rows`,
      ),
      compared(
        'frame while scrolling, p95',
        quantile(scrolling.frames, 0.95),
        quantile(plain.frames, 0.95),
        'ms',
        1.5,
        'between animation frames; the peer is a page of ten thousand plain rows that never change, in the same minute',
      ),
      measured('longest task while typing', longest(typing), 'ms', 50, `${load}; into the filter`),
      measured(
        'key to paint, p95',
        quantile(typing.inputs, 0.95),
        'ms',
        100,
        'as the browser times events, in steps of 8 ms',
      ),
    ];
  });
}

// What the machine and the browser make of scrolling alone.
async function benchPlainRows(browser: Browser): Promise<Observation> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const observed = await observe(page);
  const rows = Array.from({ length: 10_000 }, (_, row) => `<tr>${`<td>${row}</td>`.repeat(10)}</tr>`).join('');
  await page.route('http://plain.invalid/', route =>
    route.fulfill({ contentType: 'text/html', body: `<table>${rows}</table>` }),
  );
  await page.goto('http://plain.invalid/');
  await page.waitForTimeout(1500);
  await observed.take();
  const observation = await scroll(page, observed);
  await context.close();
  return observation;
}

async function scroll(page: Page, observed: Observed) {
  await page.mouse.move(700, 760);
  for (let step = 0; step < 120; step++) {
    await page.mouse.wheel(0, step < 60 ? 260 : -180);
    await page.waitForTimeout(25);
  }
  return observed.take();
}

async function type(page: Page, observed: Observed) {
  const field = page.getByRole('textbox', { name: 'Filter runs by words' });
  for (const text of ['interarrivalTime=3', 'servicetime=0.4 waiting', 'finished']) {
    await field.fill('');
    await field.pressSequentially(text, { delay: 60 });
  }
  return observed.take();
}

async function benchVectors(browser: Browser): Promise<BenchRow[]> {
  const options = { scenario: 'lived-in', samples: 1_000_000 } as const;
  return withPage(browser, options, '/campaigns/ended/results?view=vectors', async (page, observed) => {
    await page.locator('canvas').waitFor({ timeout: 120_000 });
    await page.waitForTimeout(500);
    const drawn = await observed.take();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForTimeout(6000);
    const zoomed = await observed.take();
    return [
      measured(
        'vectors: answer to picture',
        drawn.lastDrawingAfterAnswer,
        'ms',
        300,
        '3 vectors of a million samples, thinned by the service',
      ),
      measured('vectors: zoomed answer to picture', zoomed.lastDrawingAfterAnswer, 'ms', 100, 'after "Zoom in"'),
    ];
  });
}

function bundleSizes(): BenchRow[] {
  const folder = join(pageFolder, 'assets');
  const files = readdirSync(folder).filter(name => /\.(js|css)$/.test(name));
  const html = readFileSync(join(pageFolder, 'index.html'), 'utf8');
  const sizeOf = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000;
  const first = files.filter(name => html.includes(name));
  return [
    measured('page at first', sizeOf(first), 'kB', 350, `gzipped: ${first.length} files`),
    measured(
      'page in all',
      sizeOf(files),
      'kB',
      700,
      `gzipped: ${files.length} files; charts and other screens load when needed`,
    ),
  ];
}

function longest({ tasks }: { tasks: readonly number[] }): number {
  return tasks.reduce((most, task) => Math.max(most, task), 0);
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(at * sorted.length))] ?? Number.NaN;
}
